import type { DecidedBy } from '../harness/model/prediction.ts';

/** A section of the standard in plain words. */
interface Lesson {
  /** What the browser does there, and what for. */
  readonly about: string;
  /** Which of the exchanges it looks at. */
  readonly looksAt: 'preflight' | 'request';
  /** Headers that it decides by, in lower case. */
  readonly headers: readonly string[];
  /** What lets the page read, by step. */
  readonly cures: Readonly<Record<string, string>>;
}

/** What decides most, by the section's name in the standard. */
const LESSONS: Readonly<Record<string, Lesson>> = {
  'CORS check': {
    about:
      'Before script may read an answer from another origin, the browser compares Access-Control-Allow-Origin with the origin of the page, and with credentials asks for Access-Control-Allow-Credentials too.',
    looksAt: 'request',
    headers: ['origin', 'access-control-allow-origin', 'access-control-allow-credentials'],
    cures: {
      2: 'Let every answer, errors too, carry Access-Control-Allow-Origin: the origin that asks, or * for what anybody may read without credentials.',
      4: 'Let the server compare Origin with its list and repeat it byte for byte in Access-Control-Allow-Origin, with Vary: Origin on every answer.',
      8: 'Let the server add Access-Control-Allow-Credentials: true beside the origin by name, or ask without credentials.',
    },
  },
  'CORS-preflight fetch': {
    about:
      'A request that a form could not have made is preceded by an OPTIONS request that asks for permission. The request itself is sent only if the answer grants it.',
    looksAt: 'preflight',
    headers: [
      'origin',
      'access-control-request-method',
      'access-control-request-headers',
      'access-control-allow-origin',
      'access-control-allow-credentials',
      'access-control-allow-methods',
      'access-control-allow-headers',
    ],
    cures: {
      7.3: 'Mend Access-Control-Allow-Methods and Access-Control-Allow-Headers: names, separated by commas, and nothing else.',
      7.5: 'Name the method in Access-Control-Allow-Methods, in capitals; * does so only without credentials.',
      7.6: 'Name Authorization in Access-Control-Allow-Headers: * does not cover it.',
      7.7: 'Name each header that script sets in Access-Control-Allow-Headers; * does so only without credentials.',
      8: 'Answer OPTIONS with 200 to 299 and the same Access-Control-Allow-Origin as any answer, before authentication and routing.',
    },
  },
  'main fetch': {
    about: 'The first decisions: whether the request may be sent at all, and by which rules its answer is read.',
    looksAt: 'request',
    headers: ['content-type', 'x-content-type-options'],
    cures: {
      7: 'Serve the API by https:, on a port that browsers connect to.',
      12.5: 'Ask in mode cors: mode same-origin stays at home.',
      '12.6.1': 'Follow redirects, or ask in mode cors.',
      20: 'Serve the resource with the Content-Type that it has.',
    },
  },
  'HTTP fetch': {
    about: 'What a browser does with an answer before script hears of it: redirects, and Cross-Origin-Resource-Policy.',
    looksAt: 'request',
    headers: ['cross-origin-resource-policy', 'location'],
    cures: {
      5: 'Let the server answer Cross-Origin-Resource-Policy: cross-origin.',
      6.3: 'Ask for the URL that the redirect leads to, or follow redirects.',
    },
  },
  'HTTP-redirect fetch': {
    about: 'Each redirect is checked before it is followed.',
    looksAt: 'request',
    headers: ['location'],
    cures: {
      5: 'Mend the Location header.',
      6: 'Redirect to http: or https: alone.',
      7: 'Redirect fewer than twenty times; mostly it is a loop.',
      9: 'Leave user name and password out of Location.',
      10: 'Leave user name and password out of Location.',
    },
  },
};

/** A report may name a section as it likes: `constructor` is none. */
function lessonOf(section: string): Lesson | undefined {
  return Object.hasOwn(LESSONS, section) ? LESSONS[section] : undefined;
}

/** What the section is about; `null` where there is no more to say than its reason. */
export function aboutSection({ section }: DecidedBy): string | null {
  return lessonOf(section)?.about ?? null;
}

/** What would let the page read; `null` where nobody should, or nobody knows. */
export function cureFor({ section, step }: DecidedBy): string | null {
  const cures = lessonOf(section)?.cures ?? {};
  return Object.hasOwn(cures, step) ? (cures[step] ?? null) : null;
}

/** The response header that has to be there for this step to pass, in lower case. */
const NEEDED: Readonly<Record<string, string>> = {
  'CORS check 2': 'access-control-allow-origin',
  'CORS check 8': 'access-control-allow-credentials',
  'CORS-preflight fetch 7.5': 'access-control-allow-methods',
  'CORS-preflight fetch 7.6': 'access-control-allow-headers',
  'CORS-preflight fetch 7.7': 'access-control-allow-headers',
  'CORS-preflight fetch 8': 'access-control-allow-origin',
};

/** The header whose absence decides, should it be absent; `null` where none does. */
export function neededHeader({ section, step }: DecidedBy): string | null {
  return NEEDED[`${section} ${step}`] ?? null;
}

/** Does this section decide by the headers of such an exchange, and by which. */
export function decidingHeaders({ section }: DecidedBy, isPreflight: boolean): readonly string[] {
  const lesson = lessonOf(section);
  return lesson !== undefined && (lesson.looksAt === 'preflight') === isPreflight ? lesson.headers : [];
}
