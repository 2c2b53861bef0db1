import type { MisconfiguredRules } from '../misconfigured.ts';

/** A policy as popular software has it by default, or makes of what its users write. */
export interface AsShipped {
  /** One sentence: whose, and when. */
  readonly what: string;
  /** Where it can be seen. */
  readonly source: string;
  readonly rules: MisconfiguredRules;
}

const ANYONE = { originPolicy: { kind: 'anyone' } } as const;
const STARTS_LIKE_THE_SHOP = { kind: 'pattern', pattern: '^https://shop\\.com' } as const;
const HAS_THE_SHOP_IN_IT = { kind: 'pattern', pattern: 'shop\\.com' } as const;

/** What is shipped by software that does not run here; Express, Fastify, Koa and Hono are asked themselves. */
export const AS_SHIPPED = {
  'ingress-nginx': {
    what: 'ingress-nginx with enable-cors and nothing else: everybody, with credentials, and no Vary; an invalid list falls back to it',
    source: 'kubernetes/ingress-nginx@dbb11b9, annotations/cors/main.go and nginx.tmpl',
    rules: { ...ANYONE, allowOrigin: ['*'], credentials: true, vary: 'never', maxAge: 1_728_000 },
  },
  minio: {
    what: 'MinIO by default: whoever asks is reflected, with credentials',
    source: 'minio/minio, cmd/api-router.go',
    rules: { ...ANYONE, credentials: true },
  },
  'rs-cors': {
    what: 'rs/cors told to allow "h*", which looks like a pattern and means everybody',
    source: 'rs/cors@c9e5260',
    rules: { originPolicy: { kind: 'pattern', pattern: '^h.*$' }, credentials: true },
  },
  'django-cors-headers': {
    what: 'django-cors-headers with a regular expression that nothing ends: re.match is anchored at the start alone',
    source: 'adamchainz/django-cors-headers@d6a75e4',
    rules: { originPolicy: STARTS_LIKE_THE_SHOP, maxAge: 86_400 },
  },
  traefik: {
    what: 'Traefik with a regular expression that nothing anchors, and no Vary unless it is asked for',
    source: 'traefik/traefik@fd5a576, headers/header.go',
    rules: { originPolicy: HAS_THE_SHOP_IN_IT, vary: 'never' },
  },
  'aws-cdk-patterns': {
    what: 'an allow-list that is read as regular expressions: AWS CDK for REST APIs before its fix, sanic-cors',
    source: 'aws/aws-cdk/issues/26623, ashleysommer/sanic-cors/issues/68',
    rules: { sites: ['https://www.shop.com'], originPolicy: { kind: 'unescaped-dot' } },
  },
  'aws-cdk-bare-answers': {
    what: 'preflights that the gateway answers, before a function that says nothing of CORS',
    source: 'aws/aws-cdk/issues/16876',
    rules: { originPolicy: { kind: 'nobody' }, preflight: { originPolicy: { kind: 'exact' } } },
  },
  'rack-cors-twice': {
    what: 'a permission from the proxy and one from the app, in two header lines',
    source: 'cyu/rack-cors/issues/162',
    rules: { allowOrigin: ['${origin}', '${origin}'] },
  },
  'sam-list': {
    what: 'a list with commas, which AWS SAM for REST APIs passes on as it is',
    source: 'aws/serverless-application-model/issues/3769',
    rules: { ...ANYONE, allowOrigin: ['https://shop.com,https://admin.shop.com'] },
  },
} as const satisfies Record<string, AsShipped>;
