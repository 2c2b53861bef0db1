import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { listenOnLoopback } from '../../servers/real/loopback.ts';
import type { Configured } from '../configs/configured.ts';
import { emulate } from '../configs/emulate.ts';
import { readConfig } from '../configs/read-config.ts';
import type { ConfigUpstream, Contract } from '../model/contract.ts';
import type { InputIssue, Parsed } from '../model/input-issue.ts';
import type { Server } from '../model/server.ts';

/** A contract whose configuration files are answered for by emulated servers. */
export interface StoodIn {
  /** Each API has its upstream. */
  readonly contract: Contract;
  stop(): Promise<void>;
}

/**
 * Everything that keeps the configuration files of a contract from standing in for its APIs.
 * @param folder what their paths are relative to: the contract's own folder
 */
export function issuesOfConfigs({ apis }: Contract, folder: string): InputIssue[] {
  return apis.flatMap(({ config }) => {
    const found = config && configuredBy(config, folder);
    return found === undefined || found.ok ? [] : found.issues;
  });
}

/**
 * Starts an emulated server on loopback for every API that has a configuration file.
 * @throws where {@link issuesOfConfigs} would have said something
 */
export async function startStandIns(contract: Contract, folder: string): Promise<StoodIn> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => void (await Promise.all(stops.map((each) => each())));
  try {
    const apis = await Promise.all(
      contract.apis.map(async (api) => {
        if (api.config === undefined) return api;
        const server = serverFor(api.config, folder);
        const listening = await listenOnLoopback(handlerOf(server));
        stops.push(
          () => listening.close(),
          async () => server.close?.(),
        );
        return { ...api, upstream: listening.address };
      }),
    );
    return { contract: { ...contract, apis }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serverFor(config: ConfigUpstream, folder: string): Server {
  const found = configuredBy(config, folder);
  if (!found.ok) throw new Error(found.issues.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  const { backend } = config;
  if (backend === null) return emulate(found.value);
  return emulate(found.value, {
    name: 'backend',
    version: '',
    real: true,
    source: { kind: 'upstream', address: backend },
  });
}

function handlerOf({ name, source }: Server): Parameters<typeof listenOnLoopback>[0] {
  if (source.kind !== 'app') throw new Error(`${name} cannot listen`);
  const { app } = source;
  return (request, response) => {
    Promise.resolve(app.ready()).then(
      () => app.routing(request, response),
      () => response.destroy(),
    );
  };
}

function configuredBy({ file, resource, parameters }: ConfigUpstream, folder: string): Parsed<Configured> {
  const refuse = (message: string): Parsed<never> => ({
    ok: false,
    issues: [{ file, line: null, entry: null, field: null, message }],
  });
  let text: string;
  try {
    text = readFileSync(resolve(folder, file), 'utf8');
  } catch (error) {
    return refuse(`cannot be read: ${(error as Error).message}`);
  }
  const { configured, issues } = readConfig(text, file, parameters);
  const [first, ...others] = configured.filter(({ name }) => resource === null || name === resource);
  if (first !== undefined && others.length === 0) return { ok: true, value: first };
  const names = configured.map(({ name }) => name).join(', ');
  if (first !== undefined)
    return refuse(`configures ${names}: name one of them, as in { config: ${file}, resource: ${first.name} }`);
  if (configured.length > 0) return refuse(`configures no ${resource}; there is ${names}`);
  return {
    ok: false,
    issues: issues.map(({ line, field, message }) => ({ file, line, entry: null, field, message })),
  };
}
