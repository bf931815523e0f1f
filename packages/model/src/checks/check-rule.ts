import type { ElementDocument } from '../document/element-document.js';
import type { ModelDocument } from '../document/model-document.js';
import type { SourcePlace } from '../document/source-place.js';
import type { Landscape } from '../landscape/landscape.js';
import type { FindingCategory, FindingLevel } from './finding.js';

/** From what size on something is found large. */
export interface CheckLimits {
  /** Entities in the cluster of one aggregate; 5 when absent. */
  readonly entities: number;
  /** Messages that one class handles; 8 when absent. */
  readonly messages: number;
}

/** One thing a rule found. */
export interface Discovery {
  /** The element, or the document when it is about the context as a whole. */
  readonly at: ElementDocument | ModelDocument;
  readonly field?: string | undefined;
  readonly method?: string | undefined;
  /** Where it stands, when that is neither the element nor the field or method that is named. */
  readonly source?: SourcePlace | undefined;
  /** What was found, with names. */
  readonly message: string;
  /** Tells it from others of the rule at the same place. */
  readonly about?: string;
}

/** What is known of something that is looked for in models. Plain data. */
export interface CheckRuleFacts {
  /** Stable: never renamed, never used for something else. */
  readonly code: string;
  readonly level: FindingLevel;
  readonly category: FindingCategory;
  /** What is looked for, in a few words. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Something that is looked for in models, and how: a function that depends on nothing but what it is given. */
export interface CheckRule extends CheckRuleFacts {
  find(landscape: Landscape, limits: CheckLimits): Iterable<Discovery>;
}
