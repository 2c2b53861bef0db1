import type { Exchange } from '../../model/exchange.ts';
import type { RuleId } from '../../model/finding.ts';
import { grouped } from '../../model/grouped.ts';
import { answerOf, type Evidence, isMeasured, lastExchange, type Seen, type Verdict } from '../evidence.ts';
import { isFromAnotherSite } from './effects.ts';
import { headerValue, listOf, originProblem, quoted } from './permission.ts';
import { authorizationByStar, preflightRefusals, type Refusal, saysOf } from './refusal.ts';
import { instabilityOf } from './stability.ts';

/** Something that is wrong with one answer. */
interface Fault {
  readonly rule: RuleId;
  readonly says: string;
  readonly exchange: Exchange | null;
}

/** Readers that cannot read, or not as the contract says. */
export function judgeReaders(evidence: Evidence): Verdict[] {
  const readers = grouped(evidence.seen.readers.filter(isMeasured), ({ origin }) => origin);
  return [...readers.values()].flatMap((seen) => judgeReader(seen, evidence));
}

function judgeReader(seen: readonly [Seen, ...Seen[]], evidence: Evidence): Verdict[] {
  const [first] = seen;
  const heard = evidence.heard.readers.filter(({ origin }) => origin === first.origin);
  const unstable = instabilityOf(seen, heard, evidence.isRepeatable);
  if (unstable !== null) {
    const { engines, says } = unstable;
    return [
      toVerdict(
        'unstable-answer',
        [{ seen: first, fault: { rule: 'unstable-answer', says, exchange: lastExchange(first) } }],
        engines,
      ),
    ];
  }
  const faults = seen.flatMap((each) => faultsOf(each, evidence).map((fault) => ({ seen: each, fault })));
  return [...grouped(faults, ({ fault }) => fault.rule)].map(([rule, all]) =>
    toVerdict(rule, all, [
      ...new Set(all.filter(({ fault }) => !isByTheLetter(fault, first)).map((each) => each.seen.engine)),
    ]),
  );
}

function toVerdict(
  rule: RuleId,
  [{ seen, fault }]: readonly [{ readonly seen: Seen; readonly fault: Fault }, ...unknown[]],
  engines: Verdict['engines'],
): Verdict {
  const { origin, originClass, route, prediction } = seen;
  return {
    rule,
    origin,
    originClass,
    engines,
    message: `${route.name} from ${origin}: ${fault.says}.`,
    decidedBy: prediction.decidedBy,
    exchange: fault.exchange,
  };
}

/** Does the standard alone object, and every engine let it pass. */
function isByTheLetter({ rule }: Fault, { observation }: Seen): boolean {
  return rule === 'wildcard-taken-literally' && observation.outcome === 'readable';
}

/** All that is wrong with what one engine got in one go. */
function faultsOf(seen: Seen, evidence: Evidence): Fault[] {
  const cookies = cookieFaults(seen);
  const letter: Fault[] = authorizationByStar(seen, seen.preflight)
    ? [{ rule: 'wildcard-taken-literally', says: BY_THE_LETTER, exchange: seen.preflight }]
    : [];
  const faults = seen.observation.outcome === 'readable' ? readFaults(seen, evidence) : refusals(seen, evidence);
  // Without its cookie the answer is another one: nothing else can be said of it.
  const isAnothersAnswer = cookies.length > 0 && !hasExpectedStatus(seen);
  const isLetter = faults.some(({ rule }) => rule === 'wildcard-taken-literally');
  return [...cookies, ...(isLetter ? [] : letter), ...(isAnothersAnswer ? faults.filter(isOfPreflight) : faults)];
}

const BY_THE_LETTER =
  'Access-Control-Allow-Headers is *, which by the standard never covers Authorization; engines still let it pass, and say that they will not for ever (in general: header-not-allowed)';

function isOfPreflight({ exchange }: Fault): boolean {
  return exchange?.preflight ?? false;
}

function cookieFaults(seen: Seen): Fault[] {
  const { lacks, origin, route, engine } = seen;
  if (lacks.length === 0 || !isFromAnotherSite(origin, route.url)) return [];
  const says = `${engine} does not send ${lacks.join(', ')} from ${origin}, which is of another site than the API`;
  return [{ rule: 'third-party-cookie-blocked', says, exchange: lastExchange(seen) }];
}

/** Is the status what the contract says. */
function hasExpectedStatus(seen: Seen): boolean {
  const status = answerOf(lastExchange(seen))?.status ?? 0;
  return status >= seen.route.status.least && status <= seen.route.status.most;
}

/** Of an answer that script reads. */
function readFaults(seen: Seen, evidence: Evidence): Fault[] {
  const exchange = lastExchange(seen);
  const { least, most } = seen.route.status;
  if (!hasExpectedStatus(seen)) {
    // What was deleted a moment ago is not there any more.
    if (!evidence.isRepeatable && evidence.seen.readers.some(hasExpectedStatus)) return [];
    const wanted = least === most ? String(least) : `${least} to ${most}`;
    const lacking = seen.lacks.length === 0 ? '' : `, without the cookie ${seen.lacks.join(', ')}`;
    const says = `answered ${seen.observation.status}${lacking}, where the contract says ${wanted}`;
    return [{ rule: 'unexpected-status', says, exchange }];
  }
  return seen.route.exposes
    .filter((name) => !seen.observation.visibleHeaders.includes(name))
    .map((name): Fault => ({ ...hiddenHeader(name, seen), exchange }));
}

function hiddenHeader(name: string, seen: Seen): Omit<Fault, 'exchange'> {
  const headers = answerOf(lastExchange(seen))?.headers ?? [];
  if (headerValue(headers, name) === null)
    return { rule: 'header-not-exposed', says: `the answer has no ${name} at all` };
  const list = 'Access-Control-Expose-Headers';
  const exposed = listOf(headers, list.toLowerCase());
  if (seen.credentials && exposed !== 'failure' && exposed.includes('*')) {
    const says = `script cannot see ${name}: ${list} is *, and with credentials that is a name like any other (in general: header-not-exposed)`;
    return { rule: 'wildcard-taken-literally', says };
  }
  return {
    rule: 'header-not-exposed',
    says: `script cannot see ${name}: ${list} is ${quoted(headerValue(headers, list))}`,
  };
}

/** Of a request that came to nothing. */
function refusals(seen: Seen, evidence: Evidence): Fault[] {
  const { preflight, route, prediction, engine, observation } = seen;
  const byPreflight = preflight === null ? [] : preflightRefusals(seen, preflight);
  const answered = lastExchange(seen);
  const isLast = answered === null || (preflight !== null && isAfter(observation.exchanges, preflight, answered));
  if (byPreflight.length > 0 && isLast) return byPreflight;
  const refused = route.readers.kind === 'anyone' ? 'public-refused' : 'site-refused';
  const byAnswer = answered === null ? null : answerRefusal(seen, answered, evidence, refused);
  if (byAnswer !== null) return [byAnswer];
  const { section, step, reason } = prediction.decidedBy;
  const isByStandard = prediction.outcome === 'blocked';
  const says = isByStandard
    ? `${reason} (${section}, step ${step})`
    : `${engine} refuses it, and the standard does not say why`;
  return [{ rule: refused, says, exchange: answered ?? preflight }];
}

/** Did an answer lead on to an address that is asked by preflight first. */
function isAfter(exchanges: readonly Exchange[], later: Exchange, earlier: Exchange): boolean {
  return exchanges.indexOf(later) > exchanges.indexOf(earlier);
}

function answerRefusal(seen: Seen, exchange: Exchange, evidence: Evidence, refused: RuleId): Refusal | null {
  const answer = answerOf(exchange);
  // After a redirect to another origin it is null that asks.
  const asking = headerValue(exchange.requestHeaders, 'origin') ?? seen.origin;
  const problem = answer && originProblem(answer.headers, asking, seen.credentials);
  if (!answer || problem === null) return null;
  const how = `answered ${answer.status}, and ${saysOf(problem, answer.headers)}`;
  const isSpecific = problem !== 'nothing-allowed' && problem !== 'another-allowed';
  if (isSpecific) return { rule: problem, says: `${how} (in general: ${refused})`, exchange };
  if (answer.status >= 400 && isErrorForAll(evidence)) {
    const says = `${how}: script cannot tell this error from any other (in general: ${refused})`;
    return { rule: 'error-unreadable', says, exchange };
  }
  const after = seen.preflight === null ? '' : ', although the preflight passed';
  return { rule: refused, says: `${how}${after}`, exchange };
}

/** Is it an error whoever asks, and not the way in which an origin is refused. */
function isErrorForAll({ route, bare, seen }: Evidence): boolean {
  if (route.status.least >= 400) return true;
  const others = seen.readers.map((each) => answerOf(lastExchange(each)));
  const isAnswered = [answerOf(bare), ...others].some((answer) => answer !== null && answer.status < 400);
  return !isAnswered;
}
