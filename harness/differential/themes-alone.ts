import fc from 'fast-check';
import { answers, BY_ELEMENT, type Fields, pages, permitting, withOrigin } from './arbitraries.ts';
import type { Draft, Page, Payload, StepDraft } from './draft.ts';
import {
  CREDENTIALS_ALLOWED,
  GET,
  head,
  type Lines,
  mostly,
  NO_LINES,
  oneOf,
  PAGE_ALLOWED,
  UNSAFE_PAYLOADS,
} from './pools.ts';
import { several } from './several.ts';
import type { Theme } from './theme.ts';

const IMAGE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const url = (...urls: readonly string[]) => oneOf<string | null>(...urls);
const secure = pages({ origin: oneOf('https://www.page.com'), context: withOrigin });
const allowed: Lines = [...PAGE_ALLOWED[0], ...CREDENTIALS_ALLOWED[0]];

const cookies: fc.Arbitrary<Draft['cookies']> = fc.array(
  fc.record({
    url: oneOf('https://api.page.com/', 'https://api.other.com/', 'https://www.page.com/'),
    name: oneOf('a', 'b'),
    value: oneOf('1', '2'),
    sameSite: oneOf('None' as const, 'Lax' as const, 'Strict' as const),
    secure: fc.constant(true),
    partitioned: mostly(false, true),
  }),
  { minLength: 1, maxLength: 2 },
);

const form = (method: string, body: string | null, type: string | null = null): Payload => ({
  method,
  body,
  contentType: type,
  contentTypeIsImplicit: false,
});

const tooMuch = (method: string): Payload => ({
  method,
  body: 'a'.repeat(64 * 1024 + 1),
  contentType: null,
  contentTypeIsImplicit: false,
});

const otherSchemes: Partial<Fields<StepDraft>> = {
  api: oneOf('fetch', 'xhr'),
  redirect: fc.constant('follow'),
  url: url('ftp://api.other.com/x', 'about:blank', 'other:x', 'file:///x', 'mailto:x', 'blob:https://a.com/1'),
};

/** What needs a profile of its own: URLs without a server, forms, cookies, caches. */
export const ALONE_THEMES: readonly Theme[] = [
  {
    name: 'data-url',
    share: 6,
    drafts: several(
      {
        api: oneOf('fetch', 'xhr'),
        redirect: fc.constant('follow'),
        mode: oneOf('cors', 'no-cors', 'same-origin'),
        url: url(
          'data:,x',
          'data:text/html;charset=utf-8,%3Cp%3E',
          'data:;base64,eA',
          'data:x,y#z',
          'data:a/b;x=",",y',
        ),
      },
      pages(),
      3,
    ),
  },
  {
    name: 'data-url-image',
    share: 2,
    drafts: several(
      { ...BY_ELEMENT, api: fc.constant('img'), mode: oneOf('no-cors', 'cors'), url: url(IMAGE) },
      pages({ context: fc.constant('window') }),
      1,
    ),
  },
  {
    name: 'data-url-malformed',
    share: 6,
    drafts: several(
      {
        api: oneOf('fetch', 'xhr'),
        redirect: fc.constant('follow'),
        url: url('data:text/plain', 'data:;base64,a', 'data:;base64,%', 'data:text/plain;base64,ab=c', 'data:'),
      },
      pages(),
      3,
    ),
  },
  {
    name: 'scheme',
    share: 5,
    drafts: several(otherSchemes, pages({ origin: fc.constant('http://www.page.com') }), 3),
  },
  { name: 'scheme-secure', share: 1, drafts: several(otherSchemes, pages(), 3) },
  {
    name: 'scheme-no-cors',
    share: 12,
    drafts: several(
      {
        ...otherSchemes,
        api: fc.constant('fetch'),
        mode: fc.constant('no-cors'),
        url: url('ftp://api.other.com/x', 'other:x', 'mailto:x', 'about:config'),
      },
      pages(),
      3,
    ),
  },
  {
    name: 'blob-of-nobody',
    share: 12,
    drafts: several(
      {
        api: oneOf('fetch', 'xhr'),
        redirect: fc.constant('follow'),
        mode: oneOf('cors', 'no-cors', 'same-origin'),
        url: url('blob:https://www.page.com/1', 'blob:https://www.page.com/8ec1c3f5-3a3d-4b0e-9d3b-1f3d5f6a7b8c'),
      },
      secure,
      1,
    ),
  },
  {
    name: 'keepalive-quota',
    share: 12,
    drafts: several(
      {
        api: fc.constant('fetch'),
        redirect: fc.constant('follow'),
        keepalive: fc.constant(true),
        payload: oneOf(tooMuch('POST'), tooMuch('PUT')),
        preflight: permitting,
        response: answers(fc.constant(200), fc.constant(allowed)),
      },
      pages(),
      1,
    ),
  },
  {
    name: 'form',
    share: 4,
    drafts: several(
      {
        ...BY_ELEMENT,
        api: fc.constant('form'),
        to: oneOf('cross-site', 'same-site'),
        path: oneOf('/1', '/2', '/3?a=b', '/4'),
        referrerPolicy: fc.constant(null),
        credentials: fc.constant('same-origin'),
        payload: oneOf(
          form('GET', 'a=b'),
          form('POST', 'a=b'),
          form('post', 'formdata:a=b'),
          form('POST', 'a=b', 'text/plain'),
        ),
        response: answers(fc.constant(200), oneOf(NO_LINES)),
      },
      pages({ context: mostly<Page['context']>('window', 'sandboxed-iframe') }),
      4,
    ),
  },
  {
    name: 'cookies',
    share: 4,
    drafts: several(
      {
        to: oneOf('same-site', 'cross-site', 'same-origin'),
        credentials: oneOf('include', 'same-origin', 'omit'),
        // Not every status: how long an answer without a date is fresh is left to each cache.
        response: answers(fc.constant(200), fc.constant(allowed)),
      },
      secure,
      2,
      cookies,
    ),
  },
  {
    name: 'set-cookie',
    share: 2,
    drafts: several(
      {
        to: oneOf('same-site', 'cross-site'),
        path: fc.constant('/x'),
        credentials: oneOf('include', 'same-origin'),
        response: answers(
          fc.constant(200),
          head(
            fc.constant(allowed),
            oneOf<Lines>(
              [['Set-Cookie', 'a=1; SameSite=None; Secure']],
              [['Set-Cookie', 'a=1']],
              [['Set-Cookie', 'a=1; SameSite=Strict; Secure']],
            ),
          ),
        ),
      },
      secure,
      2,
    ),
  },
  {
    name: 'caches',
    share: 4,
    drafts: several(
      {
        to: oneOf('same-site', 'cross-site'),
        path: fc.constant('/x'),
        credentials: oneOf('same-origin', 'include'),
        redirect: fc.constant('follow'),
        payload: mostly(GET, ...UNSAFE_PAYLOADS.slice(0, 3)),
        headers: oneOf<Lines>(NO_LINES, [['x-test', '1']]),
        preflight: permitting,
        response: fc.oneof(
          answers(fc.constant(200), fc.constant(allowed)),
          answers(fc.constant(200), fc.constant<Lines>([...allowed, ['Cache-Control', 'max-age=600']])),
          answers(fc.constant(200), fc.constant<Lines>([...allowed, ['Cache-Control', 'no-store']])),
        ),
      },
      secure,
      2,
    ),
  },
];
