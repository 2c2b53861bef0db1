import type { RuleId, Severity } from './finding.ts';
import type { HeaderPair, SAME_SITE } from './words.ts';

/** Who may read what, written down by a team and read in full: every default filled in, every variable replaced. */
export interface Contract {
  readonly apis: readonly ContractApi[];
  /** Serialised origins, in the order of the file. */
  readonly sites: readonly string[];
  readonly session: ContractSession | null;
  readonly routes: readonly ContractRoute[];
  /** A shell command that starts the API; `null` where it runs already. */
  readonly start: string | null;
  /** Asked until it answers 2xx, before anything else. */
  readonly ready: URL | null;
  /** Asked with POST before each unsafe request. */
  readonly reset: URL | null;
  /** What the team says of a rule where it differs from the catalogue. */
  readonly rules: Readonly<Partial<Record<RuleId, RuleSetting>>>;
}

export type RuleSetting = Severity | 'off';

/** An API under test: the origin that browsers use, and who answers there during the check. */
export interface ContractApi {
  readonly origin: string;
  /** A local process that stands in for it; `null` for the deployed address itself. */
  readonly upstream: URL | null;
  /** What AWS would be with a configuration file stands in for it. */
  readonly config?: ConfigUpstream | undefined;
}

/** A configuration file, and what of it answers for an API. */
export interface ConfigUpstream {
  /** Relative to the contract's own folder. */
  readonly file: string;
  /** As the file names it; `null` where it configures one thing alone. */
  readonly resource: string | null;
  /** What stands behind a gateway; `null` for a server that says nothing of CORS. */
  readonly backend: URL | null;
  /** Values of a template's parameters. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** How a visitor is logged in: cookies as they are, or the request that gets them. */
export type ContractSession =
  | { readonly kind: 'cookies'; readonly cookies: readonly SessionCookie[] }
  | {
      readonly kind: 'login';
      readonly method: string;
      readonly url: URL;
      readonly headers: readonly HeaderPair[];
      readonly contentType: string | null;
      readonly body: string | null;
    };

export interface SessionCookie {
  readonly name: string;
  readonly value: string;
  readonly sameSite?: (typeof SAME_SITE)[number] | undefined;
  readonly secure: boolean;
  readonly partitioned: boolean;
  readonly path: string;
}

/** One request that pages make, at one API. A route that names no API stands once for each of them. */
export interface ContractRoute {
  /** As the team wrote it: `GET /orders`; with several APIs the full URL stands in it. Unique: a second one ends in `#2`. */
  readonly name: string;
  readonly method: string;
  readonly url: URL;
  /** As script sets them; Content-Type is apart. */
  readonly headers: readonly HeaderPair[];
  /** `null`: the browser derives it from the body, should there be one. */
  readonly contentType: string | null;
  readonly body: string | null;
  /** The statuses its readers are to get, both ends included. */
  readonly status: { readonly least: number; readonly most: number };
  /** Headers that script must be able to see, in lower case. */
  readonly exposes: readonly string[];
  readonly readers: Readers;
  /** Its readers read it with cookies. */
  readonly credentials: boolean;
  /** It must survive a shared cache that honours Vary. */
  readonly cached: boolean;
}

/** Who may read a route. */
export type Readers =
  | { readonly kind: 'sites'; readonly origins: readonly string[] }
  /** Any origin, without credentials. */
  | { readonly kind: 'anyone' }
  | { readonly kind: 'nobody' };
