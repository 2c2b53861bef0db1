import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EXIT } from './exit-codes.ts';
import { serveConfig } from './serve-config.ts';

const sample = (name: string) => fileURLToPath(new URL(`../configs/samples/${name}`, import.meta.url));

let printed: string;
beforeEach(() => {
  printed = '';
  const print = (text: string) => {
    printed += `${text}\n`;
  };
  vi.spyOn(console, 'log').mockImplementation(print);
  vi.spyOn(console, 'error').mockImplementation(print);
});
afterEach(() => vi.restoreAllMocks());

it('starts everything that a template makes, on origins like those of AWS, for the sites that it lists', async () => {
  expect(await serveConfig(sample('cloudformation.yaml'), {}, Promise.resolve())).toBe(EXIT.good);
  expect(printed).toContain('https://images.s3.us-east-1.amazonaws.com  s3');
  expect(printed).toContain('https://orders.execute-api.us-east-1.amazonaws.com  http-gateway');
  expect(printed).toContain('https://legacy.execute-api.us-east-1.amazonaws.com  rest-gateway');
  expect(printed).toContain('https://shop.com  a page to stand at');
  expect(printed).toContain('https://evil.com  a page to stand at');
});

it('starts a distribution, with what its policies and buckets list', async () => {
  expect(await serveConfig(sample('cloudfront.yaml'), {}, Promise.resolve())).toBe(EXIT.good);
  expect(printed).toContain('https://cdn.cloudfront.net  cloudfront');
  expect(printed).toContain('https://shop.com  a page to stand at');
});

it('takes parameters', async () => {
  await serveConfig(sample('cloudformation.yaml'), { parameter: { Site: 'https://other.com' } }, Promise.resolve());
  expect(printed).toContain('https://other.com  a page to stand at');
});

it.each([
  ['a file that is not there', 'nowhere.json', {}, 'cannot be read'],
  ['a file that configures nothing', '../read-config.ts', {}, 'unknown-format'],
  ['a backend that is no address', 's3.json', { backend: 'localhost' }, 'is not the address of a server'],
])('refuses %s', async (_, name, options, message) => {
  expect(await serveConfig(sample(name), options, Promise.resolve())).toBe(EXIT.usage);
  expect(printed).toContain(message);
});
