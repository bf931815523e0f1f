import { leaveNote, type StandardContext } from '../metadata.js';

/** When an invariant is checked: before the first mutation of a change, or after the change. */
export type InvariantStage = 'pre' | 'post';

/** Options of `@invariant.pre` and `@invariant.post`. */
export interface InvariantOptions {
  /** The rule as a sentence: message of the violation, and text of the rule in the documentation. */
  readonly message?: string;
  /** Code of the violation; `invariant` when absent. */
  readonly code?: string;
  /** Fields the rule speaks of: the violation is reported at the first of them. */
  readonly fields?: readonly string[];
}

/** The note an invariant leaves. */
export interface InvariantNote {
  readonly stage: InvariantStage;
  readonly options: InvariantOptions;
}

/** A check: throws when the rule does not hold, or gives `false`. Must not change anything. */
export type InvariantMethod = () => boolean | void | undefined;

/** A method decorator for legacy and standard decorators. */
export interface InvariantDecorator {
  <This>(method: (this: This) => boolean | void, context: ClassMethodDecoratorContext<This>): void;
  <Method extends InvariantMethod>(
    prototype: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void;
}

/** `@invariant.post` as it is, or called with the rule's sentence or options. */
export interface InvariantDecoratorForms extends InvariantDecorator {
  (message: string): InvariantDecorator;
  (options: InvariantOptions): InvariantDecorator;
}

/** The two stages at which rules are checked. */
export interface InvariantDecorators {
  /**
   * A rule that must hold before anything in the cluster changes. Checked at the first mutation of a change, on the
   * still untouched state; not at construction.
   */
  readonly pre: InvariantDecoratorForms;
  /**
   * A rule that holds whenever the caller looks. Checked after construction and at the end of each change.
   *
   * @example
   * ```ts fragment
   * @invariant.post('Balance cannot be below overdraft limit')
   * balanceMustStayWithinOverdraftLimit() {
   *   return this.balance >= -this.overdraftLimit;
   * }
   * ```
   */
  readonly post: InvariantDecoratorForms;
}

/** Kind of the notes that invariants leave. */
export const invariantNotes = 'invariant';

/**
 * Marks methods as rules of an aggregate, entity, value object or service. A rule gives `false` or throws when it is broken:
 * `post` holds whenever somebody looks, `pre` before anything is touched.
 *
 * @example
 * ```ts fragment
 * @invariant.post('Balance cannot be below overdraft limit')
 * balanceMustStayWithinOverdraftLimit() {
 *   return this.balance >= -this.overdraftLimit;
 * }
 * ```
 */
export const invariant: InvariantDecorators = Object.freeze({ pre: stage('pre'), post: stage('post') });

function stage(at: InvariantStage): InvariantDecoratorForms {
  const decorate = (options: InvariantOptions) => (target: unknown, where: PropertyKey | StandardContext) => {
    const note: InvariantNote = { stage: at, options };
    leaveNote(invariantNotes, target, where, note);
  };
  return ((first: unknown, second?: PropertyKey | StandardContext) => {
    if (second !== undefined) return decorate({})(first, second);
    return decorate(typeof first === 'string' ? { message: first } : (first as InvariantOptions));
  }) as InvariantDecoratorForms;
}
