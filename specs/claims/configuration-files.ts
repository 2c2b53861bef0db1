import type { Claim } from 'cross-examine';

const result = (title: string): string => `configuration-files/${title}`;

/** What files and commands of the notes set, read as AWS and its tools would. */
export const configurationFiles: readonly Claim[] = [
  {
    id: 'C26b',
    text: 'The apigatewayv2 update-api command as printed sets methods and headers.',
    source: 'course notes, §7',
    basis: 'documented',
    literal: [
      {
        of: 'command-line/update-api',
        says: { values: { 'arguments given to --cors-configuration': 1, 'arguments that it takes': 1 } },
        otherwise:
          'The shell makes several arguments of it, for the lines are indented and the lists have spaces; the option takes one (https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html).',
      },
    ],
    breaking: [],
  },
  {
    id: 'C28',
    text: 'The cors block of serverless.yml gives its site what it needs.',
    source: 'course notes, §7',
    basis: 'emulated',
    literal: [
      {
        of: result('lets-the-preflight-of-its-site-pass-the-function-has-to-do-the-rest'),
        says: { outcome: 'readable', preflight: 'sent' },
        otherwise: 'Its site cannot read although the function adds the headers.',
      },
      {
        of: result('lets-the-preflight-of-its-site-pass-the-function-has-to-do-the-rest#2'),
        says: { outcome: 'blocked', reached: false },
        otherwise: 'A site that is not listed gets past the preflight.',
      },
    ],
    breaking: [
      {
        of: result('adds-nothing-to-what-a-function-answers'),
        says: { outcome: 'readable' },
        otherwise:
          'The block answers OPTIONS, and adds nothing to what the function answers: that has to do it itself.',
      },
      {
        of: result('with-several-origins-answers-each-with-its-own-and-a-stranger-with-the-first#2'),
        says: { outcome: 'readable' },
        otherwise: 'The second of several origins is refused.',
      },
    ],
  },
];
