/** What the number means that the command ends with. */
export interface ExitCodeEntry {
  readonly code: ExitCode;
  readonly meaning: string;
}

/** A number the command ends with. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 70 | 130 | 143;

/** Every number the command ends with; scripts may rely on them. */
export const exitCodes: readonly ExitCodeEntry[] = [
  { code: 0, meaning: 'It went well, and there is nothing to report at the level that was asked for.' },
  { code: 1, meaning: 'It went well and found what it looks for: findings, drift, a breaking change.' },
  {
    code: 2,
    meaning: 'It was called wrongly, or what it needs is missing: a flag, a configuration, a package.',
  },
  { code: 3, meaning: 'The domain did not load: an import, a decorator or the model is wrong.' },
  { code: 4, meaning: 'It was done in part: some of several results were written, others were not.' },
  {
    code: 5,
    meaning: 'It was refused: it would overwrite what it did not write, or nobody was there to confirm.',
  },
  { code: 70, meaning: 'The command itself is wrong. Please report it.' },
  { code: 130, meaning: 'It was interrupted, and cleaned up.' },
  { code: 143, meaning: 'It was terminated, and cleaned up.' },
];
