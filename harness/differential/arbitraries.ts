import fc from 'fast-check';
import { REFERRER_POLICIES } from '../model/words.ts';
import type { Answer, Draft, Link, Page, Relation, StepDraft } from './draft.ts';
import {
  BAD_METHOD_LISTS,
  BAD_NAME_LISTS,
  CREDENTIALS_ALLOWED,
  CREDENTIALS_NOT_ALLOWED,
  EXPOSED,
  FAILURES,
  GET,
  head,
  MAX_AGES,
  METHODS_ALLOWED,
  mostly,
  NAMES_ALLOWED,
  NO_LINES,
  NOBODY_ALLOWED,
  ODD_METHODS_ALLOWED,
  ODD_NAMES_ALLOWED,
  oneOf,
  PAGE_ALLOWED,
  REDIRECTS,
  RESOURCE_POLICIES_AGAINST,
  RESOURCE_POLICIES_HARMLESS,
  SAFE_REQUEST_HEADERS,
  SIMPLE_PAYLOADS,
  SUCCESSES,
  TOLD,
  TYPED_PAYLOADS,
  UNSAFE_PAYLOADS,
  UNSAFE_REQUEST_HEADERS,
  WILDCARD,
} from './pools.ts';

/** An arbitrary for every field. */
export type Fields<T> = { readonly [Field in keyof T]: fc.Arbitrary<T[Field]> };

/** Contexts in which any API can be used, those that have the page's origin, and all. */
export const withDocument = mostly<Page['context']>('window', 'sandboxed-iframe');
export const withOrigin = mostly<Page['context']>('window', 'worker');
export const anyContext = mostly<Page['context']>('window', 'worker', 'sandboxed-iframe');

const PAGE: Fields<Page> = {
  origin: mostly('https://www.page.com', 'http://www.page.com', 'https://www.page.com:8443'),
  path: mostly('/', '/deep/page?q=1'),
  context: anyContext,
};

/** Pages, of which the given fields are drawn as told. */
export function pages(told: Partial<Fields<Page>> = {}): fc.Arbitrary<Page> {
  return fc.record({ ...PAGE, ...told });
}

export const elsewhere = oneOf<Relation>('cross-site', 'same-site', 'other-port');

export function answers(status: fc.Arbitrary<number>, headers: fc.Arbitrary<Answer['headers']>): fc.Arbitrary<Answer> {
  return fc.record({ status, headers });
}

const told = head(oneOf(...EXPOSED), oneOf<Answer['headers']>(...TOLD));
const success = mostly<number>(200, ...SUCCESSES, ...FAILURES);

/** An answer that any page may read, with credentials too. */
export const allowing = answers(success, head(mostly(...PAGE_ALLOWED), mostly(...CREDENTIALS_ALLOWED), told));
/** An answer without a word about CORS. */
export const silent = answers(success, told);

/** A preflight's answer that allows all that is ever asked for. */
export const permitting = answers(
  mostly<number>(204, 200, 299),
  head(
    mostly(...PAGE_ALLOWED),
    mostly(...CREDENTIALS_ALLOWED),
    mostly(...METHODS_ALLOWED),
    mostly(...NAMES_ALLOWED),
    oneOf(...MAX_AGES),
  ),
);

const anyCors = head(
  mostly(...PAGE_ALLOWED, ...WILDCARD, NO_LINES, ...NOBODY_ALLOWED),
  mostly(...CREDENTIALS_ALLOWED, ...CREDENTIALS_NOT_ALLOWED),
);
const anyHarmless = head(told, mostly<Answer['headers']>(...RESOURCE_POLICIES_HARMLESS, ...RESOURCE_POLICIES_AGAINST));

/** Any answer at all. */
export const anyAnswer = answers(success, head(anyCors, anyHarmless));
export const anyPreflight = answers(
  mostly<number>(204, 200, 404, 302, 500),
  head(
    anyCors,
    mostly(METHODS_ALLOWED[0], ...ODD_METHODS_ALLOWED, ...BAD_METHOD_LISTS),
    mostly(NAMES_ALLOWED[0], ...ODD_NAMES_ALLOWED, ...BAD_NAME_LISTS),
    oneOf(...MAX_AGES),
  ),
);

export const anyRelation = oneOf<Relation>('cross-site', 'same-site', 'other-port', 'same-origin', 'secure');

/** Redirects that CORS does not stop. */
const openLinks: Fields<Link> = {
  status: oneOf<number>(...REDIRECTS),
  headers: oneOf(WILDCARD[0], PAGE_ALLOWED[0], [...PAGE_ALLOWED[0], ...CREDENTIALS_ALLOWED[0]]),
  to: anyRelation,
  userinfo: fc.constant(''),
};

export const links = (fields: Partial<Fields<Link>> = {}) => fc.record({ ...openLinks, ...fields });

/** What is drawn where a theme says nothing: a plain GET by fetch of something the page may read, with a little noise. */
const PLAIN: Fields<StepDraft> = {
  api: fc.constant('fetch'),
  url: fc.constant(null),
  to: elsewhere,
  port: fc.constant(null),
  userinfo: fc.constant(''),
  path: mostly('/x', '/x?a=1', '/x#part', '/a%20b', '/\u00e9?\u00e9'),
  payload: fc.constant(GET),
  mode: fc.constant('cors'),
  credentials: oneOf('same-origin', 'omit', 'include'),
  redirect: mostly('follow', 'manual', 'error'),
  headers: mostly<Answer['headers']>(...SAFE_REQUEST_HEADERS),
  referrer: mostly<string | null>(null, ''),
  referrerPolicy: mostly<StepDraft['referrerPolicy']>(null, ...REFERRER_POLICIES),
  keepalive: mostly(false, true),
  preflight: fc.constant(null),
  chain: fc.constant([]),
  response: allowing,
  deadEnd: fc.constant(null),
};

/** Everything at once. */
export const WILD: Partial<Fields<StepDraft>> = {
  to: anyRelation,
  payload: oneOf(...SIMPLE_PAYLOADS, ...UNSAFE_PAYLOADS, ...TYPED_PAYLOADS),
  mode: mostly('cors', 'no-cors', 'same-origin'),
  headers: mostly<Answer['headers']>(...SAFE_REQUEST_HEADERS, ...UNSAFE_REQUEST_HEADERS, [['Authorization', 'x']]),
  referrer: mostly<string | null>(null, '', 'about:client', 'https://elsewhere.com/', 'https://www.page.com/said'),
  preflight: fc.oneof(anyPreflight, permitting, fc.constant(null)),
  chain: fc.array(links({ userinfo: mostly('', 'user:pw@') }), { maxLength: 3 }),
  response: fc.oneof(allowing, anyAnswer),
};

/** Steps, of which the given fields are drawn as told. */
export function stepDrafts(fields: Partial<Fields<StepDraft>>): fc.Arbitrary<StepDraft> {
  return fc.record({ ...PLAIN, ...fields });
}

/** Scenarios of one step. */
export function drafts(fields: Partial<Fields<StepDraft>>, page: fc.Arbitrary<Page> = pages()): fc.Arbitrary<Draft> {
  return fc.record({ page, cookies: fc.constant([]), steps: fc.tuple(stepDrafts(fields)) });
}

/** What `<img>` and `<script>` cannot choose. */
export const BY_ELEMENT: Partial<Fields<StepDraft>> = {
  redirect: fc.constant('follow'),
  headers: fc.constant([]),
  referrer: fc.constant(null),
  keepalive: fc.constant(false),
  credentials: oneOf('same-origin', 'include'),
};

/** What XMLHttpRequest cannot choose. */
export const BY_XHR: Partial<Fields<StepDraft>> = {
  api: fc.constant('xhr'),
  redirect: fc.constant('follow'),
  referrer: fc.constant(null),
  referrerPolicy: fc.constant(null),
  keepalive: fc.constant(false),
  credentials: oneOf('same-origin', 'include'),
};
