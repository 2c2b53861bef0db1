import type { Bench } from './bench.ts';
import { benchCheck } from './check.ts';
import { benchPredict } from './predict.ts';
import { benchReport } from './report.ts';
import { benchRun } from './run.ts';
import { renderMeasurements } from './table.ts';

/** Every bench of this folder, in the order of the table. */
const BENCHES: readonly Bench[] = [benchPredict, benchRun, benchCheck, benchReport];

/** `npm run bench`: measures, prints a table. @returns the exit code: 1 when a bound is broken */
async function main(): Promise<number> {
  let allHold = true;
  for (const bench of BENCHES) {
    const measurements = await bench();
    console.log(renderMeasurements(measurements));
    allHold &&= measurements.every(({ holds }) => holds);
  }
  return allHold ? 0 : 1;
}

process.exitCode = await main();
