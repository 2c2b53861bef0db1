import { launch } from '../../browsers/launch.ts';
import { ENGINE_NAMES, type EngineName } from '../../model/words.ts';
import { createAuthority } from '../../network/authority.ts';
import { prove } from './prove.ts';
import { RIGHT, WRONG } from './table.ts';
import { complaintsOf, tally } from './verdict.ts';

/**
 * `npm run proof -- [ENGINE,…] [WORDS]`: checks every server of the table whose name has these words in each of these
 * engines, and prints the count. Exits with 1 where a wrong one was missed, or a right one was not found right.
 */
const [engines = ENGINE_NAMES.join(','), words = ''] = process.argv.slice(2);
const names = engines.split(',') as EngineName[];
const cases = [...WRONG, ...RIGHT].filter(({ name }) => name.includes(words));
const authority = await createAuthority();
const source = {
  authority,
  open: (name: EngineName) => launch(name, authority),
  done: (engine: Awaited<ReturnType<typeof launch>>) => engine.close(),
};

const startedAt = performance.now();
const verdicts = await prove(cases, names, source);
const complaints = verdicts.flatMap(complaintsOf);
const seconds = Math.round((performance.now() - startedAt) / 1000);
process.stdout.write([...complaints, `${tally(verdicts)}, in ${names.join(', ')}, ${seconds} s`, ''].join('\n'));
process.exitCode = complaints.length === 0 ? 0 : 1;
