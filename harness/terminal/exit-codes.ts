/** The exit codes of every command; where several hold, the earlier in this order: usage, incomplete, mismatch. */
export const EXIT = {
  good: 0,
  /** A mismatch, or a finding of severity error. */
  mismatch: 1,
  /** The user's input is wrong; nothing was run. */
  usage: 2,
  /** Not fully measured: an engine or target could not be had, or something was inconclusive. */
  incomplete: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
