import { expect, it } from 'vitest';
import { withoutBodyTemplates } from './body-templates.ts';

const api = (template: string) => ({
  resources: {
    '/a': {
      GET: { integration: { integrationResponses: { 200: { responseTemplates: { 'text/plain': template } } } } },
    },
  },
});
const NONE = {
  resources: { '/a': { GET: { integration: { integrationResponses: { 200: { responseTemplates: {} } } } } } },
};
const PLACE = [
  'resources',
  '/a',
  'GET',
  'integration',
  'integrationResponses',
  '200',
  'responseTemplates',
  'text/plain',
];

it('takes out what makes a body alone and cannot be emulated, and says so', () => {
  const { rules, remarks } = withoutBodyTemplates(api("$input.path('$')"));
  expect(rules).toEqual(NONE);
  expect(remarks).toEqual([
    { rule: 'not-emulated', path: PLACE, message: 'uses $input.path, which is not emulated: the body will be another' },
  ]);
});

it.each([
  ['what can be emulated', '$input.body'],
  ['what overrides the answer', "#set($context.responseOverride.header.A = $input.path('$'))"],
])('leaves %s', (_what, template) => {
  expect(withoutBodyTemplates(api(template))).toEqual({ rules: api(template), remarks: [] });
});

it.each([[undefined], ['x'], [{ resources: [] }], [{ resources: { '/a': null } }]])('leaves %j', (rules) => {
  expect(withoutBodyTemplates(rules)).toEqual({ rules, remarks: [] });
});
