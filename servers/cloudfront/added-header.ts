/** A header that is put on answers. */
export interface AddedHeader {
  readonly name: string;
  readonly value: string;
  /** Also where the origin has sent one. */
  readonly override: boolean;
}
