import { describe, expect, it } from 'vitest';
import type { OriginClass } from '../../model/finding.ts';
import { unexplained } from './explained-origins.ts';

const SITES = ['https://shop.com', 'https://admin.shop.com'];

type Row = readonly [OriginClass, string];

const PREFIX: Row = ['prefix', 'https://shop.com.evil.com'];
const SUFFIX: Row = ['suffix', 'https://evilshop.com'];
const SUBDOMAIN: Row = ['subdomain', 'https://unlisted.shop.com'];

function left(rows: readonly Row[], sites: readonly string[] = SITES): string[] {
  const reading = rows.map(([originClass, origin]) => ({ originClass, origin }));
  return unexplained(reading, reading, sites).map(({ origin }) => origin);
}

describe('of origins that read', () => {
  it.each<[string, Row, Row]>([
    ['a port goes with a beginning', PREFIX, ['port', 'https://shop.com:8443']],
    ['a special character goes with a beginning', PREFIX, ['special-character', 'https://shop.com!.evil.com']],
    ['joined hosts go with a beginning', PREFIX, ['joined', 'https://shop.comadmin.shop.com']],
    ['joined hosts go with an end', SUFFIX, ['joined', 'https://admin.shop.comshop.com']],
    ['a sub-domain goes with an end', SUFFIX, SUBDOMAIN],
    ['http goes with an end', SUFFIX, ['http', 'http://shop.com']],
    ['a dot that is any character goes with an end', SUFFIX, ['unescaped', 'https://adminxshop.com']],
    ['what ends like a listed sub-domain goes with sub-domains', SUBDOMAIN, ['suffix', 'https://eviladmin.shop.com']],
  ])('%s', (_, shown, explained) => {
    expect(left([shown, explained])).toEqual([shown[1]]);
    // Alone it stands for itself.
    expect(left([explained])).toEqual([explained[1]]);
  });

  it.each<[string, Row, Row]>([
    ['an end and a beginning are two mistakes', PREFIX, SUFFIX],
    ['http is not of a beginning', PREFIX, ['http', 'http://shop.com']],
    ['a port is not of an end', SUFFIX, ['port', 'https://shop.com:8443']],
    ['a port is not of sub-domains', SUBDOMAIN, ['port', 'https://shop.com:8443']],
    ['null is of nothing', SUFFIX, ['null', 'null']],
    ['another site is of nothing', SUBDOMAIN, ['other-site', 'https://admin.shop.com']],
    ['a dot that is any character is not of sub-domains', SUBDOMAIN, ['unescaped', 'https://shopxcom']],
    ['a dot at the end shows no beginning', ['prefix', 'https://shop.com.'], ['port', 'https://shop.com:8443']],
  ])('%s', (_, one, other) => {
    expect(left([one, other])).toEqual([one[1], other[1]]);
  });

  it('a sub-domain of the parent of a site is no end of it', () => {
    const rows: Row[] = [
      ['subdomain', 'https://unlisted.shop.com'],
      ['suffix', 'https://eviladmin.shop.com'],
    ];
    expect(left(rows, ['https://admin.shop.com'])).toEqual(['https://unlisted.shop.com']);
  });
});
