import type { Landscape } from '../landscape/landscape.js';
import type { CheckLimits } from './check-rule.js';
import type { FindingLevel } from './finding.js';

/** A finding of a rule of your own. */
export interface OwnFinding {
  /** In capitals, and none of the codes of `checkRules`. */
  readonly code: string;
  /** `warning` when absent. */
  readonly level?: FindingLevel;
  /** Id of the element; absent for what concerns a context as a whole, which `context` names then. */
  readonly element?: string;
  readonly context?: string;
  readonly field?: string;
  readonly method?: string;
  readonly message: string;
  readonly why?: string;
  readonly fix?: string;
}

/** A rule of your own: looks at models, and tells what it finds. */
export type OwnRule = (landscape: Landscape) => Iterable<OwnFinding>;

/** A finding somebody decided to live with. */
export interface SuppressionOption {
  readonly code: string;
  /** Id of the element, or name of the context; all when absent. */
  readonly element?: string;
  readonly reason: string;
}

/** What is looked for, and what is reported of it. */
export interface CheckOptions {
  /** Codes of `checkRules` that are looked for; all when absent. Rules of your own look in any case. */
  readonly only?: readonly string[];
  /** Another level for findings of a code, one of your own included; `off` when they are not looked for. */
  readonly levels?: Readonly<Record<string, FindingLevel | 'off'>>;
  readonly rules?: readonly OwnRule[];
  /** In addition to those in comments. */
  readonly suppressions?: readonly SuppressionOption[];
  /** Fingerprints of findings that were there before somebody looked, as `baselineOf` gives them: these are not reported. */
  readonly baseline?: readonly string[];
  readonly limits?: Partial<CheckLimits>;
}
