import { expect, it } from 'vitest';
import { findProgram } from './program.ts';

it('finds a program on PATH', async () => {
  expect(await findProgram('node')).toMatch(/\/node$/);
});

it('takes the path it is given', async () => {
  expect(await findProgram('nginx', process.execPath)).toBe(process.execPath);
});

it('says how to get one that is not there', async () => {
  await expect(findProgram('nginx', '/nowhere/nginx')).rejects.toThrow(
    'no nginx at /nowhere/nginx: install it with `npm run servers`, or `apt-get install nginx`',
  );
  await expect(findProgram('varnishd', '/nowhere/varnishd', 'varnish')).rejects.toThrow('or `apt-get install varnish`');
  await expect(findProgram('no-such-server')).rejects.toThrow('no no-such-server on PATH or in /usr/sbin');
});
