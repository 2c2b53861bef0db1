import { expect, it } from 'vitest';
import { scenarioSchema } from '../model/scenario.ts';
import { APIS, type Api, CONTEXTS, type Context } from '../model/words.ts';
import { whatIsNotOffered } from './offered.ts';

const issuesOf = (context: Context, api: Api) =>
  whatIsNotOffered(
    scenarioSchema.parse({
      id: 'a',
      page: { origin: 'https://shop.com', context },
      steps: [{ request: { url: 'https://api.com', api }, server: { response: {} } }],
    }),
    'file.json',
  );

it('offers every way of asking in documents, and in workers those that need none', () => {
  const refused = CONTEXTS.flatMap((context) =>
    APIS.filter((api) => issuesOf(context, api).length > 0).map((api) => `${context} ${api}`),
  );
  const needDocument = ['img', 'script', 'module', 'style', 'font', 'form', 'beacon'];
  const workers = ['worker', 'data-url-worker', 'data-url-shared-worker'];
  expect(refused).toEqual(workers.flatMap((context) => needDocument.map((api) => `${context} ${api}`)));
});

it('says which step asks for what it cannot have', () => {
  expect(issuesOf('worker', 'style')).toMatchObject([
    {
      file: 'file.json',
      entry: 'scenario a',
      field: 'steps[0].request.api',
      message: expect.stringContaining('style needs'),
    },
  ]);
});
