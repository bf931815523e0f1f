/** What `domainry add` is going to write. */
export interface Addition {
  /** Absolute. */
  readonly folder: string;
  /** Whole texts by their paths from there; the new one comes first. */
  readonly files: ReadonlyMap<string, string>;
  /** What is left to do by hand, or to know. */
  readonly remarks: readonly string[];
  /** The command that shows what was added. */
  readonly next: string;
}
