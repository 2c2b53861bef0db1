import type { Path } from '../model/data-file.ts';

/** Something wrong, and where in what a team wrote. */
export interface Complaint {
  readonly path: Path;
  readonly message: string;
}
