import fc from 'fast-check';
import { answers, anyPreflight, drafts, type Fields, permitting } from './arbitraries.ts';
import type { StepDraft } from './draft.ts';
import {
  BAD_METHOD_LISTS,
  BAD_NAME_LISTS,
  CREDENTIALS_ALLOWED,
  CREDENTIALS_NOT_ALLOWED,
  EXPOSED,
  head,
  type Lines,
  METHODS_ALLOWED,
  mostly,
  NAMES_ALLOWED,
  NO_LINES,
  NOBODY_ALLOWED,
  ODD_METHODS_ALLOWED,
  ODD_NAMES_ALLOWED,
  oneOf,
  PAGE_ALLOWED,
  SIMPLE_PAYLOADS,
  TOLD,
  TYPED_PAYLOADS,
  UNSAFE_PAYLOADS,
  UNSAFE_REQUEST_HEADERS,
  WILDCARD,
} from './pools.ts';
import type { Theme } from './theme.ts';

const follow = { redirect: fc.constant<StepDraft['redirect']>('follow') };
const withoutCredentials = { ...follow, credentials: oneOf<StepDraft['credentials']>('same-origin', 'omit') };
const withCredentials = { ...follow, credentials: fc.constant<StepDraft['credentials']>('include') };
const anyCredentialsWord = mostly(NO_LINES, ...CREDENTIALS_ALLOWED, ...CREDENTIALS_NOT_ALLOWED);
const told = head(oneOf(...EXPOSED), oneOf<Lines>(...TOLD));

/** A request without preflight, answered with these words about CORS. */
function simple(fields: Partial<Fields<StepDraft>>, ...words: readonly fc.Arbitrary<Lines>[]) {
  return drafts({
    api: mostly('fetch', 'xhr'),
    payload: mostly(...SIMPLE_PAYLOADS),
    ...fields,
    response: answers(mostly<number>(200, 201, 404, 500), head(...words, told)),
  });
}

const unsafePayload = oneOf(...UNSAFE_PAYLOADS);
const unsafeHeader = oneOf<Lines>(...UNSAFE_REQUEST_HEADERS);
const ok = mostly<number>(204, 200, 299);
const passing = head(mostly(...PAGE_ALLOWED), mostly(...CREDENTIALS_ALLOWED));

/** A request with preflight. */
function unsafe(fields: Partial<Fields<StepDraft>>, status: fc.Arbitrary<number>, ...words: fc.Arbitrary<Lines>[]) {
  return drafts({ api: mostly('fetch', 'xhr'), ...follow, ...fields, preflight: answers(status, head(...words)) });
}

/** The CORS check and the CORS-preflight fetch, step by step. */
export const CORS_THEMES: readonly Theme[] = [
  { name: 'cors-missing', share: 15, drafts: simple({}, anyCredentialsWord) },
  { name: 'cors-wildcard', share: 25, drafts: simple(withoutCredentials, oneOf(...WILDCARD), anyCredentialsWord) },
  { name: 'cors-mismatch', share: 30, drafts: simple({}, oneOf(...NOBODY_ALLOWED), anyCredentialsWord) },
  { name: 'cors-origin', share: 25, drafts: simple(withoutCredentials, oneOf(...PAGE_ALLOWED), anyCredentialsWord) },
  {
    name: 'cors-credentials',
    share: 25,
    drafts: simple(withCredentials, oneOf(...PAGE_ALLOWED), oneOf(...CREDENTIALS_ALLOWED)),
  },
  {
    name: 'cors-no-credentials',
    share: 20,
    drafts: simple(withCredentials, oneOf(...PAGE_ALLOWED), oneOf(...CREDENTIALS_NOT_ALLOWED)),
  },
  {
    name: 'preflight-syntax',
    share: 20,
    drafts: unsafe(
      { payload: unsafePayload },
      ok,
      passing,
      fc.oneof(
        head(oneOf(...BAD_METHOD_LISTS), oneOf(...NAMES_ALLOWED)),
        head(oneOf(...METHODS_ALLOWED), oneOf(...BAD_NAME_LISTS)),
      ),
    ),
  },
  {
    name: 'preflight-method',
    share: 40,
    drafts: unsafe({ payload: unsafePayload }, ok, passing, oneOf(...ODD_METHODS_ALLOWED), oneOf(...NAMES_ALLOWED)),
  },
  {
    name: 'preflight-authorization',
    share: 25,
    drafts: unsafe(
      {
        headers: oneOf<Lines>(
          [['Authorization', 'Basic x']],
          [
            ['authorization', ''],
            ['x-test', '1'],
          ],
        ),
      },
      ok,
      passing,
      mostly(...METHODS_ALLOWED),
      oneOf(...ODD_NAMES_ALLOWED),
    ),
  },
  {
    name: 'preflight-header',
    share: 40,
    drafts: unsafe({ headers: unsafeHeader }, ok, passing, mostly(...METHODS_ALLOWED), oneOf(...ODD_NAMES_ALLOWED)),
  },
  {
    name: 'preflight-status',
    share: 15,
    drafts: unsafe(
      { payload: unsafePayload },
      oneOf(404, 302, 304, 400, 500, 300, 405, 999),
      passing,
      oneOf(...METHODS_ALLOWED),
      oneOf(...NAMES_ALLOWED),
    ),
  },
  {
    name: 'preflight-check',
    share: 20,
    drafts: unsafe(
      { payload: unsafePayload },
      ok,
      oneOf(NO_LINES, ...NOBODY_ALLOWED),
      anyCredentialsWord,
      oneOf(...METHODS_ALLOWED),
      oneOf(...NAMES_ALLOWED),
    ),
  },
  {
    name: 'preflight',
    share: 60,
    drafts: drafts({
      api: mostly('fetch', 'xhr'),
      ...follow,
      payload: oneOf(...UNSAFE_PAYLOADS, ...TYPED_PAYLOADS, ...SIMPLE_PAYLOADS),
      headers: fc.oneof(fc.constant<Lines>([]), unsafeHeader),
      preflight: fc.oneof(permitting, anyPreflight),
    }),
  },
];
