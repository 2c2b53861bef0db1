import { test } from 'cross-examine';
import { credentials } from './credentials.cases.ts';
import { modes } from './modes.cases.ts';
import { originHeader } from './origin-header.cases.ts';
import { redirects } from './redirects.cases.ts';
import { referrer } from './referrer.cases.ts';

test.describe('Redirects', () => {
  for (const scenario of redirects) test(scenario.note ?? scenario.id, ({ examine }) => examine(scenario));
});

test.describe('Credentials', () => {
  for (const scenario of credentials) test(scenario.note ?? scenario.id, ({ examine }) => examine(scenario));
});

test.describe('Origin header', () => {
  for (const scenario of originHeader) test(scenario.note ?? scenario.id, ({ examine }) => examine(scenario));
});

test.describe('Referrer', () => {
  for (const scenario of referrer) test(scenario.note ?? scenario.id, ({ examine }) => examine(scenario));
});

test.describe('Modes', () => {
  for (const scenario of modes) test(scenario.note ?? scenario.id, ({ examine }) => examine(scenario));
});
