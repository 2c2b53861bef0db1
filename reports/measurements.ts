import type { EngineInfo } from '../harness/model/engine-info.ts';
import { columnOf } from './columns.ts';
import type { MeasuredValues } from './model.ts';
import type { ReadTest } from './read-tests.ts';

/** Every measurement of `tests`, in the order of the report. */
export function measurementsOf(tests: readonly ReadTest[], engines: readonly EngineInfo[]): MeasuredValues[] {
  return tests
    .flatMap(({ test, attachments }) =>
      attachments.flatMap(({ engine, measurements }) =>
        measurements.map((measurement) => ({
          ...measurement,
          engine: engine.name,
          column: columnOf(engines, engine),
          pass: test.ok,
        })),
      ),
    )
    .sort((a, b) => a.column - b.column);
}
