import { GetObjectCommand, PutBucketCorsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'cross-examine';
import { listenOnLoopback } from '../servers/real/loopback.ts';
import type { S3Server } from '../servers/s3.ts';
import { NOTES_RULE, SHOP_BUCKET, SHOP_BUCKET_ORIGIN, shopBucket } from '../servers/shop-bucket.ts';

const SHOP = 'https://shop.com';
const EVIL = 'https://evil.com';
const DATA = `${SHOP_BUCKET_ORIGIN}/data.json`;
/** The SDK that is pinned here runs on Node 20; it need not say at each start that later ones will not. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const KEY = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const READING = { ...NOTES_RULE, AllowedMethods: ['GET', 'HEAD'] };
const IMAGE = { method: 'PUT', contentType: 'image/png', body: 'bytes:89504e47' };

/** As the shop's backend makes it; no request leaves this process. */
function presigned(expiresIn = 60): Promise<string> {
  const backend = new S3Client({ region: 'eu-central-1', credentials: KEY });
  const command = new PutObjectCommand({ Bucket: SHOP_BUCKET, Key: 'photo.png', ContentType: 'image/png' });
  return getSignedUrl(backend, command, { expiresIn });
}

test.describe('A rule of a bucket lists methods and origins', { tag: '@C41' }, () => {
  test('a listed site reads and writes by the listed methods, and by no other', async ({ serve, visit }) => {
    const bucket = serve(SHOP_BUCKET_ORIGIN, shopBucket([NOTES_RULE], { publicAccess: 'read-write' }));
    const shop = await visit(SHOP);
    const read = await shop.fetch(DATA);
    expect(read).toBeReadable();
    expect(read).toExposeHeader('ETag');
    expect(read).not.toExposeHeader('x-amz-request-id');
    expect(await shop.fetch(DATA, { method: 'HEAD' })).toBeReadable();
    expect(await shop.fetch(DATA, { method: 'PUT', body: '{}' })).toBeReadable();
    const deletion = await shop.fetch(DATA, { method: 'DELETE' });
    expect(deletion).toBeBlocked();
    expect(deletion).not.toHaveReachedTheServer();
    expect(bucket).toHaveEffects(1);
  });

  test('a site that is not listed reads nothing and writes nothing', async ({ serve, visit }) => {
    const bucket = serve(SHOP_BUCKET_ORIGIN, shopBucket([NOTES_RULE], { publicAccess: 'read-write' }));
    const evil = await visit(EVIL);
    expect(await evil.fetch(DATA)).toBeBlocked();
    expect(await evil.fetch(DATA, { method: 'PUT', body: '{}' })).toBeBlocked();
    expect(bucket).toHaveEffects(0);
  });

  test('and headers: a listed site that sends another one is refused', async ({ serve, visit }) => {
    serve(SHOP_BUCKET_ORIGIN, shopBucket([NOTES_RULE]));
    const shop = await visit(SHOP);
    expect(await shop.fetch(DATA, { headers: { authorization: 'Bearer 1' } })).toHavePreflight();
    const read = await shop.fetch(DATA, { headers: { 'x-trace': '1' } });
    expect(read).toBeBlocked();
    expect(read).not.toHaveReachedTheServer();
  });

  test('S3 never refuses an actual request: a GET that no rule has is served, and its answer is bare', async ({
    serve,
    visit,
  }) => {
    serve(SHOP_BUCKET_ORIGIN, shopBucket([{ ...NOTES_RULE, AllowedMethods: ['PUT'] }]));
    const shop = await visit(SHOP);
    const read = await shop.fetch(DATA);
    expect(read).toBeBlocked();
    expect(read).toHaveReachedTheServer();
    expect(read).not.toHavePreflight();
  });

  test('a wildcard stands for anything, dots and other sites included', async ({ serve, visit }) => {
    serve(SHOP_BUCKET_ORIGIN, shopBucket([{ ...NOTES_RULE, AllowedOrigins: ['https://*shop.com'] }]));
    const stranger = await visit('https://evilshop.com');
    const read = await stranger.fetch(DATA, { credentials: 'include' });
    expect(read).toBeReadable();
    await stranger.goto('https://shop.com:8443');
    expect(await stranger.fetch(DATA)).toBeBlocked();
  });

  test('where every site is listed, none reads with credentials', async ({ serve, visit }) => {
    serve(SHOP_BUCKET_ORIGIN, shopBucket([{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }]));
    const evil = await visit(EVIL);
    expect(await evil.fetch(DATA)).toBeReadable();
    expect(await evil.fetch(DATA, { credentials: 'include' })).toBeBlocked();
  });

  test('a missing object is a 403 that a listed site can read', async ({ serve, visit }) => {
    serve(SHOP_BUCKET_ORIGIN, shopBucket([NOTES_RULE]));
    const shop = await visit(SHOP);
    const missing = await shop.fetch(`${SHOP_BUCKET_ORIGIN}/nothing`);
    expect(missing).toMatchObject({ outcome: 'readable', status: 403 });
  });
});

test.describe('An upload by a presigned URL', { tag: '@C43' }, () => {
  test('while the rule has GET and HEAD alone, nothing is written', async ({ serve, visit }) => {
    const bucket = serve(SHOP_BUCKET_ORIGIN, shopBucket([READING]));
    const shop = await visit(SHOP);
    const upload = await shop.fetch(await presigned(), IMAGE);
    expect(upload).toBeBlocked();
    expect(upload).not.toHaveReachedTheServer();
    expect(bucket).toHaveEffects(0);
  });

  test('with PUT in the rule the object is there, and a presigned GET reads it', async ({ serve, visit }) => {
    const s3 = shopBucket([NOTES_RULE], { publicAccess: 'none' });
    const bucket = serve(SHOP_BUCKET_ORIGIN, s3);
    const shop = await visit(SHOP);
    expect(await shop.fetch(await presigned(), IMAGE)).toBeReadable();
    expect(bucket).toHaveEffects(1);
    expect(s3.object(SHOP_BUCKET, 'photo.png')?.headers['content-type']).toBe('image/png');
    const backend = new S3Client({ region: 'eu-central-1', credentials: KEY });
    const url = await getSignedUrl(backend, new GetObjectCommand({ Bucket: SHOP_BUCKET, Key: 'photo.png' }));
    const read = await shop.fetch(url);
    expect(read).toMatchObject({ outcome: 'readable', status: 200 });
    const unsigned = await shop.fetch(`${SHOP_BUCKET_ORIGIN}/photo.png`);
    expect(unsigned).toMatchObject({ outcome: 'readable', status: 403 });
  });

  test('the SDK adds PUT to the rule, and the same upload goes through', async ({ serve, visit }) => {
    const s3 = shopBucket([READING]);
    const bucket = serve(SHOP_BUCKET_ORIGIN, s3);
    const shop = await visit(SHOP);
    const url = await presigned();
    expect(await shop.fetch(url, IMAGE)).toBeBlocked();
    await putRule(s3);
    expect(await shop.fetch(url, IMAGE)).toBeReadable();
    expect(bucket).toHaveEffects(1);
  });

  test('with PUT and without Content-Type in the rule, a photo is refused, and text is not', async ({
    serve,
    visit,
  }) => {
    const { AllowedHeaders: _, ...rule } = NOTES_RULE;
    const bucket = serve(SHOP_BUCKET_ORIGIN, shopBucket([rule]));
    const shop = await visit(SHOP);
    expect(await shop.fetch(await presigned(), IMAGE)).toBeBlocked();
    expect(bucket).toHaveEffects(0);
    expect(await shop.fetch(await presigned(), { method: 'PUT', body: 'text' })).toBeReadable();
    expect(bucket).toHaveEffects(1);
  });

  test('a URL that has run out, or that was made for another object, is a 403 that the page can read', async ({
    serve,
    visit,
  }) => {
    const s3 = shopBucket([NOTES_RULE]);
    const bucket = serve(SHOP_BUCKET_ORIGIN, s3);
    const shop = await visit(SHOP);
    const url = await presigned();
    const other = await shop.fetch(url.replace('photo', 'other'), IMAGE);
    expect(other).toMatchObject({ outcome: 'readable', status: 403 });
    s3.advance(60);
    expect(await shop.fetch(url, IMAGE)).toMatchObject({ outcome: 'readable', status: 403 });
    expect(bucket).toHaveEffects(0);
  });
});

test.describe('What a page embeds from a bucket', { tag: '@C42' }, () => {
  test('without CORS: images and scripts, and nothing that has to be read', async ({ serve, visit }) => {
    serve(SHOP_BUCKET_ORIGIN, shopBucket());
    const shop = await visit(SHOP);
    expect(await shop.img(`${SHOP_BUCKET_ORIGIN}/pixel.png`)).toBeOpaque();
    expect(await shop.script(`${SHOP_BUCKET_ORIGIN}/hello.js`)).toBeOpaque();
    expect(await shop.img(`${SHOP_BUCKET_ORIGIN}/pixel.png?with`, { mode: 'cors' })).toBeBlocked();
    expect(await shop.script(`${SHOP_BUCKET_ORIGIN}/hello.js?with`, { mode: 'cors' })).toBeBlocked();
    expect(await shop.module(`${SHOP_BUCKET_ORIGIN}/hello.js?module`)).toBeBlocked();
    expect(await shop.fetch(DATA)).toBeBlocked();
  });

  test('with a rule: a canvas reads the image, and fonts and modules load', async ({ serve, visit }) => {
    serve(SHOP_BUCKET_ORIGIN, shopBucket([READING]));
    const shop = await visit(SHOP);
    expect(await shop.img(`${SHOP_BUCKET_ORIGIN}/pixel.png`, { mode: 'cors' })).toBeReadable();
    expect(await shop.script(`${SHOP_BUCKET_ORIGIN}/hello.js`, { mode: 'cors' })).toBeReadable();
    expect(await shop.module(`${SHOP_BUCKET_ORIGIN}/hello.js?module`)).toBeReadable();
    expect(await shop.font(`${SHOP_BUCKET_ORIGIN}/box.otf`)).toBeReadable();
  });

  test('an image without the attribute first: its copy has no CORS and no Vary, and may spoil the next one', async ({
    serve,
    visit,
  }) => {
    serve(SHOP_BUCKET_ORIGIN, shopBucket([READING], { cacheControl: 'max-age=3600' }));
    const shop = await visit(SHOP);
    expect(await shop.img(`${SHOP_BUCKET_ORIGIN}/pixel.png`)).toBeOpaque();
    expect(await shop.img(`${SHOP_BUCKET_ORIGIN}/pixel.png`, { mode: 'cors' })).toHaveOutcome({
      chromium: 'blocked',
      firefox: 'readable',
      webkit: 'readable',
      because: 'Chromium uses the copy it has, Firefox asks again, WebKitGTK keeps no cache when it is driven',
    });
  });
});

/** As `aws s3api put-bucket-cors` would. */
async function putRule(bucket: S3Server): Promise<void> {
  await bucket.app.ready();
  const { address, close } = await listenOnLoopback(bucket.app.routing);
  const endpoint = { endpoint: address.href, forcePathStyle: true };
  const owner = new S3Client({ region: 'eu-central-1', credentials: KEY, ...endpoint });
  const { AllowedMethods, AllowedOrigins, AllowedHeaders = [] } = NOTES_RULE;
  const CORSConfiguration = { CORSRules: [{ AllowedMethods, AllowedOrigins, AllowedHeaders }] };
  await owner.send(new PutBucketCorsCommand({ Bucket: SHOP_BUCKET, CORSConfiguration }));
  owner.destroy();
  await close();
}
