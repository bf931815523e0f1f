/** Which part of an element is written or read, by the decorators of class-transformer. */
export interface DictOptions {
  /** Only what is exposed to one of these groups, and what is in no group. */
  readonly groups?: readonly string[];
  /** Only what is exposed in this version (`since`, `until`). */
  readonly version?: number;
}
