import { createHmac } from 'node:crypto';
import {
  DeleteBucketCorsCommand,
  DeleteObjectCommand,
  GetBucketCorsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoopbackServer, listenOnLoopback } from '../real/loopback.ts';
import { type S3Server, s3 } from '../s3.ts';

const BUCKET = 'my-bucket';
/** The SDK that is pinned here runs on Node 20; it need not say at each start that later ones will not. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const KEY = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

let server: S3Server;
let listening: LoopbackServer;
let client: S3Client;

beforeEach(async () => {
  server = s3({ buckets: { [BUCKET]: { objects: { 'a b/ü.txt': { body: 'hello', contentType: 'text/plain' } } } } });
  await server.app.ready();
  listening = await listenOnLoopback(server.app.routing);
  client = clientWith(KEY);
});

afterEach(async () => {
  client.destroy();
  await listening.close();
  await server.close?.();
});

function clientWith(credentials: typeof KEY): S3Client {
  const endpoint = listening.address.href;
  return new S3Client({ region: 'eu-central-1', endpoint, forcePathStyle: true, credentials, maxAttempts: 1 });
}

describe('the AWS SDK as a client', () => {
  it('puts, reads, looks at and deletes an object', async () => {
    const target = { Bucket: BUCKET, Key: 'reports/2026 (1).pdf' };
    const put = new PutObjectCommand({
      ...target,
      Body: 'report',
      ContentType: 'application/pdf',
      Metadata: { author: 'ann' },
    });
    const { ETag } = await client.send(put);
    expect(await client.send(new HeadObjectCommand(target))).toMatchObject({
      ETag,
      ContentLength: 6,
      ContentType: 'application/pdf',
      Metadata: { author: 'ann' },
    });
    const got = await client.send(new GetObjectCommand(target));
    expect(await got.Body?.transformToString()).toBe('report');
    await client.send(new DeleteObjectCommand(target));
    await expect(client.send(new GetObjectCommand(target))).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(server.effects?.()).toBe(2);
  });

  it('finds an object whose key needs encoding', async () => {
    const got = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'a b/ü.txt' }));
    expect(await got.Body?.transformToString()).toBe('hello');
  });

  it('gives a bucket its CORS rules, reads them and takes them away', async () => {
    const rules = [
      {
        ID: 'shop',
        AllowedHeaders: ['x-AMZ-server-SIDE-encryption', '*'],
        AllowedMethods: ['GET', 'PUT', 'HEAD'],
        AllowedOrigins: ['https://test.com', 'http://test.com:80', ''],
        ExposeHeaders: ['ETag'],
        MaxAgeSeconds: 3000,
      },
      { AllowedMethods: ['GET'], AllowedOrigins: ['*'] },
    ];
    const get = () => client.send(new GetBucketCorsCommand({ Bucket: BUCKET }));
    const remove = () => client.send(new DeleteBucketCorsCommand({ Bucket: BUCKET }));
    expect((await remove()).$metadata.httpStatusCode).toBe(204);
    await expect(get()).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
      message: 'The CORS configuration does not exist',
      $metadata: { httpStatusCode: 404 },
    });
    await client.send(new PutBucketCorsCommand({ Bucket: BUCKET, CORSConfiguration: { CORSRules: rules } }));
    expect((await get()).CORSRules).toEqual(rules);
    expect((await remove()).$metadata.httpStatusCode).toBe(204);
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchCORSConfiguration' });
  });

  it('is refused a configuration of more than 64 KB, as one that is malformed (a choice)', async () => {
    const rule = { ID: 'x'.repeat(250), AllowedMethods: ['GET'], AllowedOrigins: [`https://${'x'.repeat(500)}.com`] };
    const CORSRules = Array.from({ length: 100 }, () => rule);
    const put = new PutBucketCorsCommand({ Bucket: BUCKET, CORSConfiguration: { CORSRules } });
    await expect(client.send(put)).rejects.toMatchObject({ name: 'MalformedXML' });
  });

  it.each([
    ['a key that nobody knows', { ...KEY, accessKeyId: 'AKIANOBODY' }, 'InvalidAccessKeyId'],
    ['a wrong secret', { ...KEY, secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
  ])('is refused with %s', async (_what, credentials, name) => {
    const stranger = clientWith(credentials);
    const put = new PutObjectCommand({ Bucket: BUCKET, Key: 'x', Body: 'x' });
    await expect(stranger.send(put)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
    expect(server.effects?.()).toBe(0);
    stranger.destroy();
  });

  it('is refused when its clock is wrong', async () => {
    server.advance(901);
    const get = client.send(new GetBucketCorsCommand({ Bucket: BUCKET }));
    await expect(get).rejects.toMatchObject({ name: 'RequestTimeTooSkewed' });
  });

  it('hears NoSuchBucket, and NotImplemented of what is not emulated', async () => {
    const elsewhere = client.send(new GetObjectCommand({ Bucket: 'other-bucket', Key: 'x' }));
    await expect(elsewhere).rejects.toMatchObject({ name: 'NoSuchBucket' });
    const list = client.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    await expect(list).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  });
});

describe('a URL that the SDK presigned', () => {
  const RECORDED = 'https://github.com/localstack/localstack/blob/8b9a79f/tests/aws/services/s3/test_s3.snapshot.json';
  const put = (more: Partial<ConstructorParameters<typeof PutObjectCommand>[0]> = {}) =>
    getSignedUrl(client, new PutObjectCommand({ Bucket: BUCKET, Key: 'up load.txt', ...more }), { expiresIn: 60 });
  const code = async (response: Response) => [response.status, /<Code>(\w+)</.exec(await response.text())?.[1]];

  it('lets anybody put that object, and then read it by another', async () => {
    expect((await fetch(await put(), { method: 'PUT', body: 'uploaded' })).status).toBe(200);
    expect(server.object(BUCKET, 'up load.txt')?.body.toString()).toBe('uploaded');
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: BUCKET, Key: 'up load.txt' }));
    const response = await fetch(url);
    expect(await response.text()).toBe('uploaded');
  });

  it.each(["it's (1)!*.txt", 'a+b&c=d.txt', '100%.txt', 'a?b#c.txt', 'ü/日本/~x', 'a//b', 'UP/x'])(
    'is right for the key %j',
    async (Key) => {
      const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: BUCKET, Key }));
      expect((await fetch(url, { method: 'PUT', body: Key })).status).toBe(200);
      expect(server.object(BUCKET, Key)?.body.toString()).toBe(Key);
    },
  );

  it('is for one method, one key and one bucket', async () => {
    const url = await put();
    expect(await code(await fetch(url))).toEqual([403, 'SignatureDoesNotMatch']);
    const other = url.replace('up%20load', 'other');
    expect(await code(await fetch(other, { method: 'PUT', body: 'x' }))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(server.effects?.()).toBe(0);
  });

  it(`runs out [${RECORDED}]`, async () => {
    const url = await put();
    server.advance(59);
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200);
    server.advance(1);
    const late = await fetch(url, { method: 'PUT', body: 'x' });
    expect(late.status).toBe(403);
    const [error, expires] = [await late.text(), new URL(url).searchParams.get('X-Amz-Expires')];
    expect(error).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
    expect(error).toMatch(
      new RegExp(`<X-Amz-Expires>${expires}</X-Amz-Expires><Expires>.*Z</Expires><ServerTime>.*Z</ServerTime>`),
    );
    expect(server.effects?.()).toBe(1);
  });

  it(`is no longer good when its expiry is lengthened, or longer than a week [${RECORDED}]`, async () => {
    const lengthened = async (seconds: string) =>
      code(await fetch((await put()).replace(/X-Amz-Expires=\d+/, `X-Amz-Expires=${seconds}`), { method: 'PUT' }));
    expect(await lengthened('600')).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await lengthened('604801')).toEqual([400, 'AuthorizationQueryParametersError']);
    expect(await lengthened('soon')).toEqual([400, 'AuthorizationQueryParametersError']);
  });

  it(`needs all of its parameters [${RECORDED}]`, async () => {
    const response = await fetch((await put()).replace(/&X-Amz-Date=\w+/, ''), { method: 'PUT' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(
      '<Code>AuthorizationQueryParametersError</Code><Message>Query-string authentication version 4 requires the ' +
        'X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  });

  it(`takes no x-amz header that was not signed, and any Content-Type [${RECORDED}]`, async () => {
    const send = async (headers: Record<string, string>) => fetch(await put(), { method: 'PUT', body: 'x', headers });
    const refused = await send({ 'x-amz-meta-wrong': '1' });
    expect(await refused.text()).toContain(
      '<Code>AccessDenied</Code><Message>There were headers present in the request which were not signed</Message>' +
        '<HeadersNotSigned>x-amz-meta-wrong</HeadersNotSigned>',
    );
    expect((await send({ 'content-type': 'image/png' })).status).toBe(200);
    expect(server.object(BUCKET, 'up load.txt')?.headers['content-type']).toBe('image/png');
  });

  it(`holds to a header that was signed [${RECORDED}]`, async () => {
    const command = new PutObjectCommand({ Bucket: BUCKET, Key: 'typed', ContentType: 'image/png' });
    const url = await getSignedUrl(client, command, { signableHeaders: new Set(['content-type']) });
    const send = (type: string) => fetch(url, { method: 'PUT', body: 'x', headers: { 'content-type': type } });
    expect(await code(await send('text/html'))).toEqual([403, 'SignatureDoesNotMatch']);
    expect((await send('image/png')).status).toBe(200);
  });

  it('may say how the answer names itself', async () => {
    const command = new GetObjectCommand({
      Bucket: BUCKET,
      Key: 'a b/ü.txt',
      ResponseContentDisposition: 'attachment; filename="a.txt"',
    });
    const response = await fetch(await getSignedUrl(client, command));
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="a.txt"');
    const odd = new GetObjectCommand({ Bucket: BUCKET, Key: 'a b/ü.txt', ResponseContentType: 'text/plain\r\nx: y' });
    expect(await code(await fetch(await getSignedUrl(client, odd)))).toEqual([400, 'InvalidArgument']);
  });
});

describe('nobody in particular', () => {
  it.each([
    ['none', 403, 403],
    ['read', 200, 403],
    ['read-write', 200, 200],
  ] as const)('with public access %s reads: %i, writes: %i', async (publicAccess, reads, writes) => {
    const { app } = s3({ buckets: { [BUCKET]: { publicAccess, objects: { key: { body: 'x' } } } } });
    const url = `/${BUCKET}/key`;
    expect((await app.inject({ url })).statusCode).toBe(reads);
    expect((await app.inject({ method: 'PUT', url, body: 'y' })).statusCode).toBe(writes);
    expect((await app.inject({ method: 'GET', url: `/${BUCKET}?cors` })).statusCode).toBe(403);
    await app.close();
  });

  it('is refused with a body that is not the one that was signed', async () => {
    // A request as in https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, signed by hand.
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const scope = `${date.slice(0, 8)}/eu-central-1/s3/aws4_request`;
    const signature = createHmac('sha256', 'none').digest('hex');
    const answer = await server.app.inject({
      method: 'PUT',
      url: `/${BUCKET}/x`,
      body: 'other',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${KEY.accessKeyId}/${scope}, SignedHeaders=host, Signature=${signature}`,
        'x-amz-date': date,
        'x-amz-content-sha256': '0'.repeat(64),
      },
    });
    expect([answer.statusCode, answer.body]).toEqual([400, expect.stringContaining('XAmzContentSHA256Mismatch')]);
  });

  it('has no say in how an answer names itself', async () => {
    const { app } = s3({ buckets: { [BUCKET]: { publicAccess: 'read', objects: { key: { body: 'x' } } } } });
    const html = await app.inject({ url: `/${BUCKET}/key?response-content-type=text/html` });
    expect([html.statusCode, html.body]).toEqual([400, expect.stringContaining('anonymous GET requests')]);
    const other = await app.inject({ url: `/${BUCKET}/key?response-access-control-allow-origin=*` });
    expect(other.headers).not.toHaveProperty('access-control-allow-origin');
    await app.close();
  });

  it('is told that a method is not allowed', async () => {
    const post = await server.app.inject({ method: 'POST', url: `/${BUCKET}/x` });
    expect([post.statusCode, post.body]).toEqual([405, expect.stringContaining('MethodNotAllowed')]);
  });
});
