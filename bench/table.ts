import type { Measurement } from './bench.ts';

/** The measurements as aligned lines; one that breaks its bound says so. */
export function renderMeasurements(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ what, value, bound, holds }) => [what, value, bound, holds ? '' : 'BROKEN']);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
