import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import type { Configured } from './configured.ts';
import { emulate, originOf } from './emulate.ts';
import { readConfig } from './read-config.ts';

/** What a sample configures, by kind and place among those of that kind. */
function configuredIn(file: string, kind: Configured['kind']): Configured {
  const text = readFileSync(new URL(`./samples/${file}`, import.meta.url), 'utf8');
  const found = readConfig(text, file).configured.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`${file} configures no ${kind}`);
  return found;
}

async function ask(configured: Configured, method: string, path: string, headers: Record<string, string>) {
  const { app } = emulate(configured) as unknown as { app: FastifyInstance };
  const host = new URL(originOf(configured)).host;
  return app.inject({ method: method as 'GET', url: path, headers: { host, ...headers } });
}

const SITE = 'https://shop.com';
const PREFLIGHT = { origin: SITE, 'access-control-request-method': 'GET' };

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
    ['response-headers-policy.json', 'response-headers-policy', '/x', 200],
  ])('%s as %s: OPTIONS %s is %i', async (file, kind, path, status) => {
    const answer = await ask(configuredIn(file, kind), 'OPTIONS', path, PREFLIGHT);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['access-control-allow-origin']).toBe(SITE);
  });
});

describe('a stranger', () => {
  it.each<[file: string, kind: Configured['kind'], path: string]>([
    ['s3.json', 's3-bucket', '/index.html'],
    ['http-api.json', 'http-api', '/orders'],
    ['response-headers-policy.json', 'response-headers-policy', '/x'],
  ])('gets no permission of %s', async (file, kind, path) => {
    const answer = await ask(configuredIn(file, kind), 'GET', path, { origin: 'https://evil.com' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

it('answers the second site of a service by its template', async () => {
  const answer = await ask(configuredIn('serverless.yml', 'rest-api'), 'OPTIONS', '/orders', {
    ...PREFLIGHT,
    origin: 'https://admin.shop.com',
  });
  expect(answer.headers['access-control-allow-origin']).toBe('https://admin.shop.com');
});

it('adds nothing to what a function answers behind a REST API', async () => {
  const answer = await ask(configuredIn('sam.yaml', 'rest-api'), 'GET', '/orders', { origin: SITE });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
});

it('gives gateway responses the headers that the file says', async () => {
  const answer = await ask(configuredIn('openapi-rest.yaml', 'rest-api'), 'GET', '/nowhere', { origin: SITE });
  expect(answer.statusCode).toBe(403);
  expect(answer.headers['access-control-allow-origin']).toBe(SITE);
});
