import type { RegisteredElement } from '@domainry/core';
import type { SourceFile } from './source-file.js';
import type { FunctionNode } from './syntax-tree.js';

/** What is known of the value of an expression, from the types and calls around it. Undefined stands for nothing. */
export type KnownValue =
  /** An instance of an element. */
  | { readonly is: 'instance'; readonly of: RegisteredElement }
  /** The class of an element. */
  | { readonly is: 'class'; readonly of: RegisteredElement }
  /** A repository without a class of its own, and what can be asked of it. */
  | { readonly is: 'repository'; readonly of: RegisteredElement }
  | { readonly is: 'selection'; readonly of: RegisteredElement }
  /** Several of the same: arrays, children, sets. */
  | { readonly is: 'items'; readonly of: KnownValue }
  | { readonly is: 'tuple'; readonly of: readonly (KnownValue | undefined)[] }
  /** One of several, in the order they were found. */
  | { readonly is: 'either'; readonly of: readonly KnownValue[] }
  /** What a handler is given beside its message; the domain offers the same. */
  | { readonly is: 'context' }
  | { readonly is: 'domain' }
  | { readonly is: 'events' }
  /** A function of the framework. */
  | { readonly is: 'ability'; readonly to: 'process' | 'ask' | 'repository' | 'service' | 'unitOfWork' }
  /** A function of the sources. */
  | { readonly is: 'function'; readonly code: Code }
  | { readonly is: 'text'; readonly value: string }
  /** An enum, or a const object of texts. */
  | { readonly is: 'names'; readonly values: ReadonlyMap<string, string> }
  /** What the function that is read is given, from 0; and what its type says of that. */
  | { readonly is: 'parameter'; readonly at: number; readonly of?: KnownValue }
  /** An instance of a class that is no element: mostly an error. */
  | { readonly is: 'other'; readonly name: string; readonly text?: string };

/** A function, with what is needed to read it. */
export interface Code {
  readonly node: FunctionNode;
  readonly file: SourceFile;
  /** The element whose method it is. */
  readonly owner?: RegisteredElement;
  readonly isStatic?: boolean;
}

/** One of two values, as far as they are known. */
export function either(one: KnownValue | undefined, other: KnownValue | undefined): KnownValue | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const of = [...alternativesOf(one), ...alternativesOf(other)];
  const distinct = of.filter((value, at) => of.findIndex((earlier) => isSame(earlier, value)) === at);
  return distinct.length === 1 ? distinct[0] : { is: 'either', of: distinct };
}

/** What a value may be. */
export function alternativesOf(value: KnownValue | undefined): readonly KnownValue[] {
  if (value === undefined) return [];
  return value.is === 'either' ? value.of : [value];
}

/** Elements whose instances a value may be, or may hold. */
export function instancesIn(value: KnownValue | undefined): readonly RegisteredElement[] {
  return alternativesOf(value).flatMap((each) => {
    switch (each.is) {
      case 'instance':
        return [each.of];
      case 'items':
        return instancesIn(each.of);
      case 'tuple':
        return each.of.flatMap(instancesIn);
      default:
        return [];
    }
  });
}

/** What one of several is. */
export function itemOf(value: KnownValue | undefined): KnownValue | undefined {
  let item: KnownValue | undefined;
  for (const each of alternativesOf(value)) {
    if (each.is === 'items') item = either(item, each.of);
    if (each.is === 'tuple') for (const part of each.of) item = either(item, part);
    if (each.is === 'selection') item = either(item, { is: 'instance', of: each.of });
  }
  return item;
}

/** Several of what is known; undefined when nothing is. */
export function itemsOf(item: KnownValue | undefined): KnownValue | undefined {
  return item === undefined ? undefined : { is: 'items', of: item };
}

function isSame(one: KnownValue, other: KnownValue): boolean {
  if (one.is !== other.is) return false;
  if (one.is === 'text' && other.is === 'text') return one.value === other.value;
  if ((one.is === 'instance' || one.is === 'class') && 'of' in other) return one.of === other.of;
  return one === other;
}
