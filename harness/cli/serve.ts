import { CATALOGUE } from '../../servers/catalogue.ts';
import { lookout } from '../../servers/lookout.ts';
import type { System } from '../../servers/system.ts';
import type { Exchange } from '../model/exchange.ts';
import { printable } from '../model/printable.ts';
import type { Server } from '../model/server.ts';
import { type Authority, createAuthority } from '../network/authority.ts';
import { Router } from '../network/router.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { refuse, wholeIssue } from './run-input.ts';

/** What there is to serve, a line each. */
export function listSystems(): string {
  const widest = Math.max(...Object.keys(CATALOGUE).map((name) => name.length));
  return Object.entries(CATALOGUE)
    .map(([name, { what }]) => `  ${name.padEnd(widest)}  ${what}`)
    .join('\n');
}

/**
 * `cross-examine serve NAME`: starts an emulated or real system with its origins, so that a person can look at it in a
 * browser; each request is printed as it is answered. Ends when it is interrupted.
 * @param until resolves when it is to end; Ctrl-C by default
 * @returns the exit code
 */
export async function serve(name: string, until: Promise<void> = interrupted()): Promise<ExitCode> {
  const system = Object.hasOwn(CATALOGUE, name) ? CATALOGUE[name] : undefined;
  if (system === undefined) {
    const names = Object.keys(CATALOGUE).join(', ');
    return refuse([wholeIssue(JSON.stringify(name), `nothing of this name is served; there are ${names}`)]);
  }
  return serveSystem(name, system, until);
}

/**
 * Starts a system and prints each request as it is answered, until it is to end.
 * @returns the exit code
 */
export async function serveSystem(name: string, system: System, until: Promise<void>): Promise<ExitCode> {
  let servers: Readonly<Record<string, Server>>;
  try {
    servers = await system.start();
  } catch (error) {
    console.error(printable((error as Error).message));
    return EXIT.incomplete;
  }
  const authority = await createAuthority();
  const router = await Router.start(authority);
  for (const [origin, server] of Object.entries(servers)) router.mount(origin, server);
  for (const origin of system.pages) router.mount(origin, lookout(system.suggestions));
  console.log(invitation(name, system, servers, router, authority));
  const stop = router.record.onAnswer((exchange) => console.log(told(exchange)));
  await until;
  stop();
  await router.close();
  return EXIT.good;
}

/** Resolves when somebody has pressed Ctrl-C. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

function invitation(
  name: string,
  { what, pages }: System,
  servers: Readonly<Record<string, Server>>,
  { proxy }: Router,
  { spki }: Authority,
): string {
  const [first = ''] = pages;
  const mounted = Object.entries(servers).map(([origin, server]) => `  ${origin}  ${server.name} ${server.version}`);
  return [
    `${name}: ${what}`,
    ...mounted,
    ...pages.map((origin) => `  ${origin}  a page to stand at`),
    '',
    ...Object.values(servers).flatMap(reservations),
    'Chromium, with a profile of its own:',
    `  chromium --user-data-dir="$(mktemp -d)" --proxy-server=${proxy} --proxy-bypass-list='<-loopback>' \\`,
    `    --ignore-certificate-errors-spki-list=${spki} ${first}/`,
    'Another browser: give it this proxy for http and https, and accept the certificate:',
    `  ${proxy}`,
    'Nothing leaves this machine. Ctrl-C ends it.',
    '',
  ].join('\n');
}

/** What a user has to know before he believes what he sees. */
function reservations({ name, unconfirmed = [] }: Server): string[] {
  if (unconfirmed.length === 0) return [];
  return [`Not confirmed by any source, so a choice of ${name}:`, ...unconfirmed.map((each) => `  - ${each}`), ''];
}

function told({ method, url, preflight, requestHeaders, mount, answer }: Exchange): string {
  const origin = requestHeaders.find(([header]) => header.toLowerCase() === 'origin')?.[1] ?? 'no Origin';
  const came =
    answer.kind === 'answered'
      ? `${answer.status}, ${permission(answer.headers)}`
      : answer.kind === 'pending'
        ? ''
        : answer.reason;
  return printable(`${method} ${url} (${preflight ? 'preflight, ' : ''}${origin}) → ${mount ?? 'nobody'}: ${came}`);
}

function permission(headers: readonly (readonly [string, string])[]): string {
  const values = headers
    .filter(([header]) => header.toLowerCase() === 'access-control-allow-origin')
    .map(([, value]) => value);
  return values.length === 0
    ? 'no Access-Control-Allow-Origin'
    : `Access-Control-Allow-Origin: ${values.join(' and ')}`;
}
