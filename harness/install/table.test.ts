import { describe, expect, it } from 'vitest';
import { EXIT } from '../terminal/exit-codes.ts';
import { exitCodeOf, type Row, renderTable } from './table.ts';

const chromium: Row = { name: 'chromium', path: '/usr/bin/chromium', version: 'Chromium 156' };
const webkit: Row = { name: 'webkit', missing: 'no Xvfb on PATH', remedy: 'install xvfb' };

describe('the table at the end', () => {
  it('names the path and version of what is there, and the remedy for what is not', () => {
    expect(renderTable([chromium, webkit]).split('\n')).toEqual([
      'chromium  /usr/bin/chromium  Chromium 156',
      'webkit    MISSING: no Xvfb on PATH',
      '          to cure it: install xvfb',
    ]);
  });

  it('leaves out what a program prints below its version', () => {
    const version = 'varnishd (varnish-7.1.1)\nCopyright (c) 2006 Verdens Gang AS';
    const row = { name: 'varnish', path: '/usr/sbin/varnishd', version };
    expect(renderTable([row])).toBe('varnish  /usr/sbin/varnishd  varnishd (varnish-7.1.1)');
  });

  it('decides the exit code', () => {
    expect(exitCodeOf([chromium])).toBe(EXIT.good);
    expect(exitCodeOf([chromium, webkit])).toBe(EXIT.incomplete);
  });
});
