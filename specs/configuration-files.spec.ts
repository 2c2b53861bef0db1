import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { emulate, expect, readConfig, type Server, test } from 'cross-examine';
import { bareBackend } from '../servers/bare-backend.ts';
import { companyApi } from '../servers/company-api.ts';

const API = 'https://api.shop.com';
const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const WITH_TOKEN = { headers: { authorization: 'Bearer ann' } };

const textOf = (name: string) => readFileSync(new URL(`./configs/${name}`, import.meta.url), 'utf8');

/** What API Gateway would be with a file. */
function gatewayOf(name: string, backend: Server): Server {
  const [configured] = readConfig(textOf(name), name).configured;
  if (configured === undefined) throw new Error(`${name} configures nothing`);
  return emulate(configured, backend);
}

/** A function that adds the headers to whatever it answers. */
const carefulFunction = (sites: string[]) => companyApi({ cors: { sites, credentials: true } });

test.describe('The cors block of serverless.yml', { tag: '@C28' }, () => {
  test('lets the preflight of its site pass; the function has to do the rest', async ({ serve, visit }) => {
    serve(API, gatewayOf('notes-serverless.yml', carefulFunction([SHOP])));
    const page = await visit(SHOP);
    const orders = await page.fetch(`${API}/orders`, WITH_TOKEN);
    expect(orders).toHavePreflight();
    expect(orders).toBeReadable();
    await page.goto(ADMIN);
    expect(await page.fetch(`${API}/orders`, WITH_TOKEN)).not.toHaveReachedTheServer();
  });

  test('adds nothing to what a function answers', async ({ serve, visit }) => {
    serve(API, gatewayOf('notes-serverless.yml', bareBackend()));
    const page = await visit(SHOP);
    const orders = await page.fetch(`${API}/orders`, WITH_TOKEN);
    expect(orders).toHaveReachedTheServer();
    expect(orders).toBeBlocked();
  });

  test('with several origins answers each with its own, and a stranger with the first', async ({ serve, visit }) => {
    serve(API, gatewayOf('several-origins.yml', carefulFunction([SHOP, ADMIN])));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders`, WITH_TOKEN)).toBeReadable();
    await page.goto(ADMIN);
    expect(await page.fetch(`${API}/orders`, WITH_TOKEN)).toBeReadable();
    await page.goto('https://evil.com');
    const stranger = await page.fetch(`${API}/orders`, WITH_TOKEN);
    expect(stranger).toBeBlocked();
    expect(stranger).not.toHaveReachedTheServer();
  });
});

test.describe('The update-api command as it is printed', { tag: '@C26b' }, () => {
  /** A structure is one argument: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html */
  const TAKEN = 1;

  test('gives the option more arguments than it takes', ({ measure }) => {
    // The shell itself says what it makes of the line: a backslash ends it, and the indentation of the next separates.
    const script = textOf('update-api.sh').replace(/^aws/, "printf '%s\\n'");
    const words = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
    const given = words.slice(words.indexOf('--cors-configuration') + 1);
    measure('command-line/update-api', 'What the shell makes of the printed update-api command', {
      'arguments given to --cors-configuration': given.length,
      'arguments that it takes': TAKEN,
      first: given[0] ?? '',
    });
    expect(given.length).toBeGreaterThan(TAKEN);
  });
});
