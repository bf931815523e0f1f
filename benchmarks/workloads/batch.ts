/** A piece of work that is timed as a whole, and what puts things back afterwards, which is not timed. */
export interface Batch {
  /** How many operations {@link run} does. */
  readonly operations: number;
  run(): unknown;
  reset?(): void;
  /** Gives back what was taken, when everything was timed. */
  close?(): Promise<void>;
}

/** Loads a copy of the subject: each has code of its own, as each class of a model has. */
export type LoadSubject = (copy: number) => Promise<Record<string, unknown>>;

/** Makes the work of a case. */
export type MakeBatch = (load: LoadSubject, copies: number) => Promise<Batch>;

/** The same export of all copies. */
export async function loadAll<T>(load: LoadSubject, copies: number, name: string): Promise<readonly T[]> {
  const subjects: T[] = [];
  for (let copy = 0; copy < copies; copy++) subjects.push((await load(copy))[name] as T);
  return subjects;
}
