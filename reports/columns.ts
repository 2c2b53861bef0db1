import { describeEngine, type EngineInfo } from '../harness/model/engine-info.ts';
import type { ServerInfo, TestAttachment } from '../harness/model/result.ts';
import { ENGINE_NAMES } from '../harness/model/words.ts';
import { compare } from './cases.ts';

/** Every engine that answered, once each: chromium, firefox, webkit. */
export function enginesOf(attachments: readonly TestAttachment[]): EngineInfo[] {
  const engines = new Map(attachments.map(({ engine }) => [describeEngine(engine), engine]));
  return [...engines.values()].sort(byEngine);
}

/** The place of `engine` among `engines`. */
export function columnOf(engines: readonly EngineInfo[], engine: EngineInfo): number {
  return engines.findIndex((known) => describeEngine(known) === describeEngine(engine));
}

/** Every server that answered, once each, by name. */
export function serversOf(attachments: readonly TestAttachment[]): ServerInfo[] {
  const servers = attachments.flatMap((attachment) => attachment.servers);
  const known = new Map(servers.map((server) => [serverKey(server), server]));
  return [...known.entries()].sort(([a], [b]) => compare(a, b)).map(([, server]) => server);
}

function serverKey({ name, version, real }: ServerInfo): string {
  return JSON.stringify([name, version, real]);
}

function byEngine(a: EngineInfo, b: EngineInfo): number {
  const order = ENGINE_NAMES.indexOf(a.name) - ENGINE_NAMES.indexOf(b.name);
  return order || compare(describeEngine(a), describeEngine(b));
}
