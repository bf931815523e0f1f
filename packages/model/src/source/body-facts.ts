import type { RegisteredElement } from '@domainry/core';
import type { EdgeKind } from '../document/edge-document.js';
import type { ThrownDocument } from '../document/element-document.js';
import type { Code, KnownValue } from './known-value.js';
import type { SourceFile } from './source-file.js';

/** Something that a body does with another element. */
export interface Deed {
  readonly kind: Extract<EdgeKind, 'raises' | 'sends' | 'asks' | 'invokes' | 'loads'>;
  readonly to: RegisteredElement;
  /** The method of it that is called. */
  readonly via?: string;
  readonly file: SourceFile;
  /** Where in the source it is done. */
  readonly at: number;
}

/** What a body assigns to a field of its own element; undefined for what is not known. */
export interface AssignedState {
  readonly field: string;
  readonly value: KnownValue | undefined;
}

/** A call of a function of the sources, with what is known of its arguments. */
export interface CallOfCode {
  readonly code: Code;
  readonly given: readonly (KnownValue | undefined)[];
}

/** What one body does itself, in the order of the source. */
export interface BodyFacts {
  readonly deeds: readonly Deed[];
  /** Events it makes, raised or not. */
  readonly made: readonly Deed[];
  readonly throws: readonly ThrownDocument[];
  /** Names of the fields of its own element that it assigns. */
  readonly changes: ReadonlySet<string>;
  /** What it assigns to fields of its own element. */
  readonly assignments: readonly AssignedState[];
  /** Functions it calls that are no methods of other elements. */
  readonly calls: readonly CallOfCode[];
  /** What it gives. */
  readonly result: KnownValue | undefined;
}

/** What a body does, with everything that it calls. */
export interface WholeFacts {
  readonly deeds: readonly Deed[];
  readonly made: readonly Deed[];
  readonly throws: readonly ThrownDocument[];
  readonly changes: ReadonlySet<string>;
}

/** Adds up what functions do that call each other; each counts once. */
export function wholeFacts(of: Code, factsOf: (code: Code) => BodyFacts): WholeFacts {
  const deeds: Deed[] = [];
  const made: Deed[] = [];
  const throws = new Map<string, ThrownDocument>();
  const changes = new Set<string>();
  const waiting: Code[] = [of];
  const seen = new Map<object, Set<RegisteredElement | undefined>>();
  for (let code = waiting.shift(); code !== undefined; code = waiting.shift()) {
    const owners = seen.get(code.node) ?? new Set();
    if (owners.has(code.owner)) continue;
    seen.set(code.node, owners.add(code.owner));
    const facts = factsOf(code);
    deeds.push(...facts.deeds);
    made.push(...facts.made);
    for (const thrown of facts.throws) throws.set(`${thrown.error} ${thrown.message ?? ''}`, thrown);
    // A value object that is called may assign fields of its own.
    if (code.owner === of.owner) for (const field of facts.changes) changes.add(field);
    waiting.push(...facts.calls.map((call) => call.code));
  }
  return { deeds, made, throws: [...throws.values()], changes };
}
