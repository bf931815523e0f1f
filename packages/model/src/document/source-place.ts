/** Where something stands in the sources. */
export interface SourcePlace {
  /** Relative to the root of the repository, with `/`, whatever the machine. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}
