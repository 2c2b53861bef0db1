import type { Deviation } from './deviation.ts';

/** Every known deviation. */
export const DEVIATIONS: readonly Deviation[] = [];
