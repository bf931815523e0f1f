import type { ProblemCode } from '../errors/problem.js';
import { formatPosition } from '../errors/problem.js';
import type { ElementReference } from '../fields/element-reference.js';
import { suggestName } from '../fields/suggest-name.js';
import type { AnyClass } from '../metadata.js';
import { domainNameOf } from './class-owner.js';
import type { RegisteredElement } from './registered-element.js';

/** A registry, as far as references are resolved in it. */
export interface ElementSource extends Iterable<RegisteredElement> {
  readonly domain: string;
  find(wanted: AnyClass): RegisteredElement | undefined;
  findAll(name: string): readonly RegisteredElement[];
}

/** The element a reference leads to, or why there is none. */
export type Resolution =
  | { readonly element: RegisteredElement }
  | { readonly code: ProblemCode; readonly cause: string; readonly fix: string };

/** Finds the element that a reference leads to in a registry. */
export function resolve(registry: ElementSource, { given }: ElementReference): Resolution {
  if (typeof given === 'string') return resolveName(registry, given);
  if (given === undefined || given === null) return undefinedReference('it refers to something undefined');
  if (typeof given !== 'function') {
    return {
      code: 'REFERENCE_UNKNOWN',
      cause: `it refers to a ${typeof given}`,
      fix: 'Give a class, a thunk or the name of a class.',
    };
  }
  if (given.prototype !== undefined) return resolveClass(registry, given as AnyClass);
  try {
    const found: unknown = (given as () => unknown)();
    if (typeof found === 'function') return resolveClass(registry, found as AnyClass);
    return undefinedReference(`the thunk ${String(given)} gives ${found === null ? 'null' : typeof found}`);
  } catch (error) {
    return undefinedReference(`the thunk ${String(given)} throws: ${String(error)}`);
  }
}

/** The element that a reference leads to; undefined when it leads to none. */
export function findTarget(
  registry: ElementSource,
  reference: ElementReference,
): RegisteredElement | undefined {
  const resolution = resolve(registry, reference);
  return 'element' in resolution ? resolution.element : undefined;
}

/** `Account (src/account.ts:12)`. */
export function nameWithPlace({ name, place }: RegisteredElement, member?: string): string {
  const full = member === undefined ? name : `${name}.${member}`;
  return place === undefined ? full : `${full} (${formatPosition(place)})`;
}

function resolveName(registry: ElementSource, name: string): Resolution {
  const found = registry.findAll(name);
  if (found.length === 1) return { element: found[0]! };
  if (found.length > 1) {
    return {
      code: 'REFERENCE_AMBIGUOUS',
      cause: `${name} can mean ${found.map((element) => nameWithPlace(element)).join(' or ')}`,
      fix: `Refer to the class itself, or lazily: () => ${name}.`,
    };
  }
  const meant = suggestName(
    name,
    [...registry].map((element) => element.name),
  );
  return {
    code: 'REFERENCE_UNKNOWN',
    cause: `no element of ${registry.domain} is named ${name}`,
    fix:
      meant === undefined
        ? `Register ${name}, and import its module before init().`
        : `Did you mean ${meant}?`,
  };
}

function resolveClass(registry: ElementSource, cls: AnyClass): Resolution {
  const element = registry.find(cls);
  if (element !== undefined) return { element };
  const other = domainNameOf(cls);
  return {
    code: 'REFERENCE_UNKNOWN',
    cause:
      other === undefined || other === registry.domain
        ? `${cls.name} is not registered with ${registry.domain}`
        : `${cls.name} is registered with ${other}, not with ${registry.domain}`,
    fix:
      other === undefined || other === registry.domain
        ? `Decorate ${cls.name} with a decorator of the domain.`
        : 'Contexts share nothing but messages: model what is needed here as an element of its own.',
  };
}

function undefinedReference(cause: string): Resolution {
  return {
    code: 'REFERENCE_UNDEFINED',
    cause: `${cause}: modules import each other, and the class was not there yet`,
    fix: 'Refer to it by a thunk, () => TheClass, or by its name; check that it is exported.',
  };
}
