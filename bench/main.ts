import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { benchCheck } from './check.ts';
import { benchPredict } from './predict.ts';
import { benchReport } from './report.ts';
import { benchRun } from './run.ts';
import { renderMeasurements } from './table.ts';

/** Every bench of this folder, in the order of the table. */
const BENCHES: Readonly<Record<string, Bench>> = {
  predict: benchPredict,
  run: benchRun,
  check: benchCheck,
  report: benchReport,
};

const NAMES = Object.keys(BENCHES);

const HELP = `npm run bench [-- NAME...]: measures what is promised of the speed; exit code 1 when a bound is broken.
The machine should have nothing else to do. Without names: ${NAMES.join(', ')}.

  npm run bench -- predict
  npm run bench -- run check
`;

/** @returns the exit code: 1 when a bound is broken, 2 when there is no bench of a name */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const strange = positionals.filter((name) => BENCHES[name] === undefined);
  if (strange.length > 0) {
    console.error(`there is no bench ${strange.join(', ')}: it is one of ${NAMES.join(', ')}`);
    return 2;
  }
  let allHold = true;
  for (const name of positionals.length > 0 ? positionals : NAMES) {
    const measurements = await (BENCHES[name] as Bench)();
    console.log(renderMeasurements(measurements));
    allHold &&= measurements.every(({ holds }) => holds);
  }
  return allHold ? 0 : 1;
}

process.exitCode = await main();
