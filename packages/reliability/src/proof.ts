import type { BrokenStoreName } from './broken/broken-stores.js';
import type { Random } from './random.js';
import type { StoreName } from './stores/store.js';

/** How much is done: `quick` for every change, `soak` before a release, `glance` to see that a broken store is noticed. */
export type Size = 'glance' | 'quick' | 'soak';

/** What a proof is given. */
export interface ProofContext {
  readonly size: Size;
  readonly store: StoreName;
  readonly random: Random;
  /** An empty folder of its own, removed afterwards. */
  readonly folder: string;
  /** The store breaks this promise. */
  readonly broken: BrokenStoreName | undefined;
  /** The amount that belongs to the size. */
  amount(amounts: Readonly<Record<Size, number>>): number;
}

/** What a proof has come to. */
export interface Outcome {
  /** What was done and seen, in the order in which it is told. */
  readonly counts: Readonly<Record<string, number>>;
  /** What was promised and not kept. Empty when the proof holds. */
  readonly violations: readonly string[];
}

/** Something that is promised, and how it is shown from outside. */
export interface Proof {
  /** `R-01`, or several that one run shows. */
  readonly ids: readonly string[];
  /** What is promised, as a sentence. */
  readonly title: string;
  readonly stores: readonly StoreName[];
  /** Broken stores that have to be noticed. */
  readonly notices: (store: StoreName) => readonly BrokenStoreName[];
  /** What it takes beside the store; undefined when it is there, else what is missing. */
  readonly lacks?: () => Promise<string | undefined>;
  /** Whether it may be missing on CI, too. */
  readonly mayLack?: boolean;
  run(context: ProofContext): Promise<Outcome>;
}
