import type { Node } from 'oxc-parser';
import type { CallOfCode, Deed } from './body-facts.js';
import type { DomainSources } from './domain-sources.js';
import type { Code, KnownValue } from './known-value.js';
import type { Scope } from './scope.js';
import type { FunctionNode } from './syntax-tree.js';

/** A body while it is being read: what was found in it so far, and how its parts are read. */
export interface ReadBody {
  readonly code: Code;
  readonly sources: DomainSources;
  readonly deeds: Deed[];
  readonly made: Deed[];
  readonly calls: CallOfCode[];
  readonly changes: Set<string>;
  /** Reads a node and everything in it; gives what is known of its value. */
  visit(node: Node, scope: Scope): KnownValue | undefined;
  /**
   * Reads a function as if it were called here; gives what is known of its result.
   *
   * @param given - what is known of its arguments, where their types do not say.
   */
  visitFunction(
    node: FunctionNode,
    outer: Scope,
    given: readonly (KnownValue | undefined)[],
  ): KnownValue | undefined;
  /** The field of the element itself that an expression leads through: `lines` for `this.lines[0].sum`. */
  fieldIn(node: Node, scope: Scope): { readonly name: string; readonly isWhole: boolean } | undefined;
}
