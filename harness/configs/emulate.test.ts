import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Configured } from './configured.ts';
import { readConfig } from './read-config.ts';
import { ask } from './testing-configs.ts';

/** What a sample configures, by kind and place among those of that kind. */
function configuredIn(file: string, kind: Configured['kind']): Configured {
  const text = readFileSync(new URL(`./samples/${file}`, import.meta.url), 'utf8');
  const found = readConfig(text, file).configured.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`${file} configures no ${kind}`);
  return found;
}

const SITE = 'https://shop.com';
const ALLOW_ORIGIN = 'access-control-allow-origin';

describe('a preflight of the listed site is answered as AWS would', () => {
  it.each<[file: string, kind: Configured['kind'], path: string, status: number]>([
    ['s3.json', 's3-bucket', '/index.html', 200],
    ['s3-console.json', 's3-bucket', '/index.html', 200],
    ['s3.xml', 's3-bucket', '/index.html', 200],
    ['cloudformation.yaml', 's3-bucket', '/index.html', 200],
    ['terraform-plan.json', 's3-bucket', '/index.html', 200],
    ['http-api.json', 'http-api', '/orders', 204],
    ['cloudformation.yaml', 'http-api', '/orders', 204],
    ['sam.yaml', 'http-api', '/health', 204],
    ['openapi-http.json', 'http-api', '/orders', 204],
    ['serverless.yml', 'http-api', '/health', 204],
    ['terraform-plan.json', 'http-api', '/orders', 204],
    ['cloudformation.yaml', 'rest-api', '/items', 200],
    ['sam.yaml', 'rest-api', '/orders', 200],
    ['openapi-rest.yaml', 'rest-api', '/orders', 200],
    ['serverless.yml', 'rest-api', '/orders', 200],
    ['terraform-rest-plan.json', 'rest-api', '/orders', 200],
    ['response-headers-policy.json', 'response-headers-policy', '/x', 200],
  ])('%s as %s: OPTIONS %s is %i', async (file, kind, path, status) => {
    const answer = await ask(configuredIn(file, kind), { path });
    expect([answer.status, answer.cors[ALLOW_ORIGIN]]).toEqual([status, SITE]);
  });
});

describe('a stranger', () => {
  it.each<[file: string, kind: Configured['kind'], path: string]>([
    ['s3.json', 's3-bucket', '/index.html'],
    ['http-api.json', 'http-api', '/orders'],
    ['response-headers-policy.json', 'response-headers-policy', '/x'],
  ])('gets no permission of %s', async (file, kind, path) => {
    const answer = await ask(configuredIn(file, kind), { method: 'GET', path, origin: 'https://evil.com' });
    expect([answer.status, answer.cors[ALLOW_ORIGIN]]).toEqual([200, undefined]);
  });
});

it('answers the second site of a service by its template', async () => {
  const { cors } = await ask(configuredIn('serverless.yml', 'rest-api'), { origin: 'https://admin.shop.com' });
  expect(cors[ALLOW_ORIGIN]).toBe('https://admin.shop.com');
});

it('adds nothing to what a function answers behind a REST API', async () => {
  expect(await ask(configuredIn('sam.yaml', 'rest-api'), { method: 'GET' })).toEqual({ status: 200, cors: {} });
});

it('gives gateway responses the headers that the file says', async () => {
  const answer = await ask(configuredIn('openapi-rest.yaml', 'rest-api'), { method: 'GET', path: '/nowhere' });
  expect([answer.status, answer.cors[ALLOW_ORIGIN]]).toEqual([403, SITE]);
});
