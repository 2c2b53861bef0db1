import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContractInput } from '../contract/contract-schema.ts';
import { contractServer } from './contract-server.ts';
import { readContractNow } from './read-contract-now.ts';

const CONTRACT: ContractInput = {
  api: 'https://api.shop.com',
  upstream: 'http://127.0.0.1:8080',
  sites: ['https://shop.com'],
  routes: [{ route: 'GET /orders' }],
  start: 'node api.mjs',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cross-examine-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('contractServer', () => {
  it('starts the API where its contract is, and waits for it to be ready', () => {
    const ready = 'http://127.0.0.1:8080/health';
    const path = written('ready.json', JSON.stringify({ ...CONTRACT, ready }));
    expect(contractServer(path)).toEqual({
      command: 'node api.mjs',
      cwd: folder,
      url: ready,
      reuseExistingServer: true,
    });
  });

  it('waits for the upstream where nothing is said of ready', () => {
    expect(contractServer(CONTRACT)).toMatchObject({ url: 'http://127.0.0.1:8080/', cwd: process.cwd() });
  });

  it('says what is missing', () => {
    const { start: _start, ...unstarted } = CONTRACT;
    expect(() => contractServer(unstarted)).toThrow('the contract has no start');
    const { upstream: _upstream, ...deployed } = CONTRACT;
    expect(() => contractServer(deployed)).toThrow('the contract has no ready');
  });
});

describe('a contract that is read while tests are declared', () => {
  it('may be named by a path or a URL', () => {
    const path = written('contract.json', JSON.stringify(CONTRACT));
    expect(readContractNow(path).value).toEqual(readContractNow(CONTRACT).value);
    expect(readContractNow(pathToFileURL(path)).value).toEqual(readContractNow(CONTRACT).value);
  });

  it('names everything that is wrong with it, with file and line', () => {
    const path = written('wrong.yaml', 'api: nowhere\nsites: [https://shop.com/]\nroutes:\n  - route: GET /orders\n');
    expect(() => readContractNow(path)).toThrow(/wrong\.yaml:1: api: .*\n.*wrong\.yaml:2: sites\[0\]: /);
  });

  it('says where it looked for a file that is not there', () => {
    expect(() => readContractNow('absent.yaml')).toThrow(`absent.yaml cannot be read (from ${process.cwd()})`);
  });

  it('has to be imported where it is code', () => {
    expect(() => readContractNow('cors.contract.ts')).toThrow('import it, and hand over what it exports');
  });
});
