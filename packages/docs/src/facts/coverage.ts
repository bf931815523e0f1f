import type { ElementDocument } from '@domainry/model';

/** How much of a model is described. */
export interface Coverage {
  readonly described: number;
  readonly total: number;
  /** Whole percents, rounded down, so that 100 means all. */
  readonly percent: number;
}

/** Elements that somebody wrote, and those of them that somebody described. */
export function coverageOf(elements: readonly ElementDocument[]): Coverage {
  const written = elements.filter(({ derived }) => derived === undefined);
  const described = written.filter(({ description }) => description !== undefined).length;
  const percent = written.length === 0 ? 100 : Math.floor((100 * described) / written.length);
  return { described, total: written.length, percent };
}
