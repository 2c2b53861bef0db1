import { describe, expect, it } from 'vitest';
import { exchange } from '../model/testing-exchange.ts';
import { wireUrl } from '../model/wire-url.ts';
import { followHops } from './hops.ts';

describe('followHops', () => {
  it('numbers hops by following Location where no script says', () => {
    const chain = followHops('https://a.com/x#top', [
      exchange({ url: 'https://a.com/x', answer: { status: 302, headers: [['Location', '/y']] } }),
      exchange({ url: 'https://a.com/y', answer: { status: 307, headers: [['location', 'https://b.com/']] } }),
      exchange({ url: 'https://b.com/', preflight: true, method: 'OPTIONS' }),
      exchange({ url: 'https://b.com/' }),
    ]);
    expect(chain.map(({ hop }) => hop)).toEqual([0, 1, 2, 2]);
  });

  it('leaves out what the engine asked on its own account', () => {
    const chain = followHops('https://a.com/x', [
      exchange({ url: 'https://update.example/check', method: 'CONNECT', answer: 'refused' }),
      exchange({ url: 'https://a.com/x' }),
      exchange({ url: 'https://a.com/favicon.ico' }),
    ]);
    expect(chain.map((each) => each.exchange.url)).toEqual(['https://a.com/x']);
  });

  it('keeps a refused tunnel to the host that was asked for', () => {
    const refused = exchange({ url: 'https://a.com', method: 'CONNECT', answer: 'refused' });
    expect(followHops('https://a.com/x', [refused])).toEqual([{ exchange: refused, hop: 0 }]);
  });

  it('believes the script where one says', () => {
    const chain = followHops('https://a.com/x', [exchange({ url: 'https://elsewhere.com/', hop: 3 })]);
    expect(chain.map(({ hop }) => hop)).toEqual([3]);
  });

  it('follows a scripted redirect to where no script says anything', () => {
    const chain = followHops('https://a.com/x', [
      exchange({ url: 'https://a.com/x', hop: 0, answer: { status: 302, headers: [['location', 'https://b.com/y']] } }),
      exchange({ url: 'https://b.com', method: 'CONNECT', answer: 'refused' }),
    ]);
    expect(chain.map(({ hop }) => hop)).toEqual([0, 1]);
  });

  it('does not take a preflight answered with a redirect for a hop', () => {
    const chain = followHops('https://a.com/x', [
      exchange({
        url: 'https://a.com/x',
        method: 'OPTIONS',
        preflight: true,
        answer: { status: 302, headers: [['location', '/y']] },
      }),
      exchange({ url: 'https://a.com/y' }),
    ]);
    expect(chain).toHaveLength(1);
  });

  it('says nothing of a URL that cannot be on the wire', () => {
    expect(followHops('data:,x', [exchange({ url: 'https://a.com/x' })])).toEqual([]);
  });
});

describe('wireUrl', () => {
  it.each([
    ['https://user:secret@a.com/x?y#z', undefined, 'https://a.com/x?y'],
    ['../y', 'https://a.com/b/c/d', 'https://a.com/b/y'],
    ['http://[', undefined, undefined],
  ])('%s', (url, base, expected) => {
    expect(wireUrl(url, base)).toBe(expected);
  });
});
