import type { SourcePlace } from '../document/source-place.js';

/** How much a finding matters. `error`: it fails for sure; `warning`: most likely not what was meant; `info`: worth a look. */
export type FindingLevel = 'error' | 'warning' | 'info';

/** What a finding is about. */
export type FindingCategory =
  | 'dead ends'
  | 'boundaries'
  | 'evolution'
  | 'language'
  | 'documentation'
  | 'tests'
  | 'storage'
  | 'privacy'
  | 'suppressions'
  | 'own';

/** Something about a model that is worth knowing. Plain data. */
export interface Finding {
  /** `UNHANDLED_COMMAND`; of rules of your own, what those say. */
  readonly code: string;
  readonly level: FindingLevel;
  readonly category: FindingCategory;
  /** Name of the context. */
  readonly context: string;
  /** Id of the element; absent for what concerns the context as a whole. */
  readonly element?: string;
  readonly field?: string;
  readonly method?: string;
  readonly source?: SourcePlace;
  /** What was found, with names. */
  readonly message: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
  /** The same for the same finding in every run, wherever it stands in its file: for baselines. */
  readonly fingerprint: string;
}

/** A finding that is not reported, and who decided that. */
export interface SuppressedFinding extends Finding {
  /** In the comment of the element, in the options, or in the baseline. */
  readonly by: 'comment' | 'options' | 'baseline';
  readonly reason?: string;
}
