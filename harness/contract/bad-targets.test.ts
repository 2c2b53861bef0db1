import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WHERE } from '../browsers/visit.ts';
import type { CheckReport } from '../model/finding.ts';
import { freePort } from '../processes/free-port.ts';
import { type CheckOptions, check } from './check.ts';
import type { ContractInput } from './contract-schema.ts';
import { contractWith, SHOP, startTestApi } from './testing-api.ts';
import { standardEngines } from './testing-engine.ts';
import type { EngineSource } from './witnesses.ts';

let source: EngineSource;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cross-examine-'));
  process.env.XDG_CACHE_HOME = folder;
  source = await standardEngines();
});
afterAll(() => rmSync(folder, { recursive: true }));

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  for (const socket of sockets) socket.destroy();
});

/** A server that says what it likes as soon as it is asked. */
async function listen(onRequest: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => onRequest(socket));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** For those that are never answered: others may take their time on a busy machine. */
const SHORT = { headMs: 500, bodyMs: 500 };

const SITES = { sites: [SHOP] };

async function checked(address: string, options: Partial<CheckOptions> = {}, given: Partial<ContractInput> = {}) {
  const contract = contractWith(address, [{ route: 'GET /orders' }], { ...SITES, ...given });
  return check(contract, { engines: ['chromium'], source, ...options });
}

function expectInconclusive({ findings, inconclusive }: CheckReport, reason: RegExp): void {
  expect(findings).toEqual([]);
  expect(inconclusive).not.toEqual([]);
  for (const each of inconclusive) expect(each.reason).toMatch(reason);
}

const CORS = `Access-Control-Allow-Origin: ${SHOP}\r\nAccess-Control-Allow-Credentials: true\r\nVary: Origin\r\n`;

/** Writes without an end, as fast as it is read. */
function pour(socket: Socket): void {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
}

describe('a target that', { timeout: 60_000 }, () => {
  it('is down', async () => {
    expectInconclusive(await checked(`http://127.0.0.1:${await freePort()}`), /nothing listens there \(ECONNREFUSED\)/);
  });

  it.each<[string, (socket: Socket) => void, RegExp]>([
    ['hangs', () => {}, /no answer within 0.5 seconds/],
    ['hangs in its head', (socket) => void socket.write('HTTP/1.1 200 OK\r\nX: '), /no answer within 0.5 seconds/],
    [
      'hangs in its body',
      (socket) => void socket.write(`HTTP/1.1 200 OK\r\n${CORS}Content-Length: 9\r\n\r\nx`),
      /did not end within 0.5 seconds/,
    ],
  ])('%s', async (_, onRequest, reason) => {
    expectInconclusive(await checked(await listen(onRequest), { limits: SHORT }), reason);
  });

  it.each<[string, (socket: Socket) => void, RegExp]>([
    ['resets', (socket) => void socket.resetAndDestroy(), /it broke the connection off/],
    ['ends at once', (socket) => void socket.end(), /it broke the connection off/],
    [
      'breaks off',
      (socket) => void socket.end(`HTTP/1.1 200 OK\r\n${CORS}Content-Length: 9\r\n\r\nx`),
      /broken off before its end/,
    ],
    ['answers garbage', (socket) => void socket.end('\u0000\u0001 what? \r\n\r\n'), /is not HTTP/],
    ['answers another protocol', (socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'), /is not HTTP/],
    [
      'has a header of 1 MB',
      (socket) => void socket.end(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(1024 * 1024)}\r\n\r\n`),
      /longer than 256 KiB/,
    ],
    [
      'redirects for ever',
      (socket) => void socket.end(`HTTP/1.1 302 Found\r\n${CORS}Location: /orders\r\nContent-Length: 0\r\n\r\n`),
      /redirects for ever/,
    ],
  ])('%s', async (_, onRequest, reason) => {
    expectInconclusive(await checked(await listen(onRequest)), reason);
  });

  it('sends 100 MB and more: cut off, and not kept', async () => {
    const before = process.memoryUsage.rss();
    const address = await listen((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${CORS}\r\n`);
      pour(socket);
    });
    expectInconclusive(
      await checked(address, { limits: { headMs: 5_000, bodyMs: 20_000 } }),
      /longer than 16 MiB and was cut off/,
    );
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
  });

  it('leads to somebody whom the contract does not name, who is not asked', async () => {
    const api = await startTestApi((_request, response) => {
      response
        .writeHead(302, {
          location: 'https://login.elsewhere.com/',
          'access-control-allow-origin': SHOP,
          'access-control-allow-credentials': 'true',
          vary: 'Origin',
        })
        .end();
    });
    const report = await checked(api.address);
    expect(report.inconclusive.map(({ reason }) => reason)).toEqual([
      'it leads to https://login.elsewhere.com, which the contract does not name: nothing was sent there',
    ]);
    api.close();
  });

  it('fails an unsafe request alone', async () => {
    const api = await startTestApi((request, response) => {
      if (request.method === 'DELETE') request.socket.destroy();
      else
        response
          .writeHead(204, {
            'access-control-allow-origin': request.headers.origin ?? '',
            'access-control-allow-methods': 'DELETE',
            'access-control-allow-credentials': 'true',
            'access-control-max-age': '600',
          })
          .end();
    });
    const contract = contractWith(api.address, [{ route: 'DELETE /orders/1' }], SITES);
    const report = await check(contract, { engines: ['chromium'], source });
    expect(report.inconclusive.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/it broke the connection off/),
    );
    expect(report.findings.filter(({ rule }) => rule === 'site-refused')).toEqual([]);
    api.close();
  });
});

interface Pem {
  readonly private: string;
  readonly cert: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** A certificate signed by itself, that ends so many days from now. */
function certificate(host: string, days: number): Promise<Pem> {
  return generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - 30 * DAY_MS),
    notAfterDate: new Date(Date.now() + days * DAY_MS),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });
}

/** The API behind TLS, as one that is deployed is. */
async function listenWithTls({ private: key, cert }: Pem): Promise<string> {
  const server = createTlsServer({ key, cert }, (request, response) => {
    const { origin = '' } = request.headers;
    const isSite = origin === SHOP;
    response.writeHead(200, {
      vary: 'Origin',
      ...(isSite && { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
    });
    response.end('ok');
  });
  server.on('connection', (socket) => sockets.add(socket as Socket));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a deployed target', { timeout: 60_000 }, () => {
  it('has to prove that it is the API, wherever it listens', async () => {
    const pem = await certificate('api.shop.com', 30);
    const report = await checked(await listenWithTls(pem), { ca: pem.cert });
    expect(report.inconclusive).toEqual([]);
    expect(report.findings).toEqual([]);
  });

  it.each<[string, string, number, RegExp]>([
    ['that has expired', 'api.shop.com', -1, /certificate has expired/],
    ['for another host', 'api.other.com', 30, /certificate is for another host/],
  ])('with a certificate %s is not measured', async (_, host, days, reason) => {
    const pem = await certificate(host, days);
    expectInconclusive(await checked(await listenWithTls(pem), { ca: pem.cert }), reason);
  });

  it('with a certificate that nobody vouches for is measured when that is allowed', async () => {
    const address = await listenWithTls(await certificate('api.shop.com', 30));
    expectInconclusive(await checked(address), /signed by itself \(--insecure accepts that\)/);
    expect((await checked(address, { insecure: true })).inconclusive).toEqual([]);
  });

  it('is sent nothing unsafe unasked', async () => {
    const report = await check(
      contractWith('https://api.shop.com', [{ route: 'DELETE /orders/1' }], { ...SITES, upstream: undefined }),
      { engines: ['chromium'], source },
    );
    expectInconclusive(report, /not asked: DELETE may change something .* --allow-unsafe/);
  });
});

describe('the API that a contract starts', { timeout: 60_000 }, () => {
  const NODE = JSON.stringify(process.execPath);

  it('is awaited, and ends with the check', async () => {
    const port = await freePort();
    const script = `require('http').createServer((q, r) => r.end('ok')).listen(${port}, '127.0.0.1')`;
    const start = `${NODE} -e ${JSON.stringify(script)}`;
    const address = `http://127.0.0.1:${port}`;
    const report = await checked(address, {}, { start, ready: `${address}/health` });
    expect(report.inconclusive).toEqual([]);
    expect(report.findings.map(({ rule }) => rule)).toContain('site-refused');
    await expect(fetch(address)).rejects.toThrow();
  });

  it('says what it said when it ends at once', async () => {
    const start = `${NODE} -e "console.error('no port for me'); process.exit(4)"`;
    const ready = `http://127.0.0.1:${await freePort()}/health`;
    expectInconclusive(
      await checked('http://127.0.0.1:9', {}, { start, ready }),
      /ended with 4\. It said:\nno port for me/,
    );
  });

  it('is not mistaken for another one that runs already', async () => {
    const api = await startTestApi((_request, response) => void response.end());
    expectInconclusive(
      await checked(api.address, {}, { start: 'true', ready: api.address }),
      /answers before anything was started/,
    );
    api.close();
  });
});

it('tells what it could not put back', async () => {
  const api = await startTestApi((request, response) => {
    response.statusCode = request.url === '/reset' ? 500 : 204;
    response
      .setHeader('access-control-allow-origin', request.headers.origin ?? '')
      .setHeader('access-control-allow-credentials', 'true');
    response.setHeader('access-control-allow-methods', 'DELETE').end();
  });
  const contract = contractWith(api.address, [{ route: 'DELETE /orders/1' }], {
    ...SITES,
    reset: `${api.address}/reset`,
  });
  const { inconclusive } = await check(contract, { engines: ['chromium'], source });
  expect(inconclusive.map(({ reason }) => reason)).toContainEqual(
    expect.stringMatching(/the reset .* was answered 500/),
  );
  expect(api.requests.filter((each) => each.startsWith('DELETE'))).toEqual([]);
  api.close();
});

describe('an engine that asks its user for a password', { timeout: 30_000 }, () => {
  /** Its pages hear nothing of what was answered. */
  const waiting: EngineSource = {
    get authority() {
      return source.authority;
    },
    open: async (name) => {
      const engine = await source.open(name);
      return {
        ...engine,
        newProfile: async (proxy) => {
          const profile = await engine.newProfile(proxy);
          const evaluate = profile.evaluate.bind(profile);
          profile.evaluate = async (expression) => {
            const told = await evaluate(expression);
            if (expression === WHERE) return told;
            const reports = JSON.parse(String(told)) as { readonly origin: string }[];
            return JSON.stringify(reports.map(({ origin }) => ({ kind: 'timeout', origin })));
          };
          return profile;
        },
      };
    },
    done: async () => {},
  };

  it('is asked no more of that route, and the reason is told', async () => {
    const api = await startTestApi((_request, response) => {
      response.writeHead(401, { 'access-control-allow-origin': SHOP, 'www-authenticate': 'Basic realm="shop"' }).end();
    });
    const report = await checked(api.address, { source: waiting }, { credentials: false });
    api.close();
    expectInconclusive(report, /asks its user for a password/);
    // Once outside a browser, and once by the engine in place of five times.
    expect(api.requests.filter((line) => line === `GET /orders ${SHOP}`)).toHaveLength(2);
  });
});
