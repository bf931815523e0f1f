import type { Node, TSType } from 'oxc-parser';
import type { RegisteredElement } from '@domainry/core';
import { alternativesOf, either, itemsOf, type KnownValue } from './known-value.js';
import { nameOf } from './syntax-tree.js';

/** What the name of a type stands for, where it is written. */
export type LookUp = (name: string) => KnownValue | undefined;

const wrappers = new Set([
  'Promise',
  'PromiseLike',
  'Awaited',
  'Defaulted',
  'Computed',
  'Readonly',
  'NonNullable',
  'Required',
  'Partial',
]);
const collections = new Set([
  'Array',
  'ReadonlyArray',
  'Set',
  'ReadonlySet',
  'Iterable',
  'IterableIterator',
  'AsyncIterable',
  'Generator',
  'AsyncGenerator',
  'Children',
]);
const contexts = new Set(['HandlerContext', 'QueryContext', 'UnitContext']);

/** What is known of values of a type. */
export function valueOfType(type: TSType, lookUp: LookUp): KnownValue | undefined {
  switch (type.type) {
    case 'TSTypeReference':
      return valueOfReference(type.typeName, type.typeArguments?.params ?? [], lookUp);
    case 'TSArrayType':
      return itemsOf(valueOfType(type.elementType, lookUp));
    case 'TSTypeOperator':
      return valueOfType(type.typeAnnotation, lookUp);
    case 'TSUnionType':
      return type.types.map((each) => valueOfType(each, lookUp)).reduce(either, undefined);
    case 'TSTupleType': {
      const of = type.elementTypes.map((each) => valueOfTupleElement(each, lookUp));
      return of.some((each) => each !== undefined) ? { is: 'tuple', of } : undefined;
    }
    case 'TSThisType':
      return lookUp('this');
    case 'TSLiteralType':
      return type.literal.type === 'Literal' && typeof type.literal.value === 'string'
        ? { is: 'text', value: type.literal.value }
        : undefined;
    default:
      return undefined;
  }
}

function valueOfTupleElement(element: Node, lookUp: LookUp): KnownValue | undefined {
  if (element.type === 'TSNamedTupleMember') return valueOfTupleElement(element.elementType, lookUp);
  return valueOfType(element as TSType, lookUp);
}

function valueOfReference(typeName: Node, given: readonly TSType[], lookUp: LookUp): KnownValue | undefined {
  const name = nameOf(typeName);
  if (name === undefined) return undefined;
  const [first] = given;
  if (contexts.has(name)) return { is: 'context' };
  if (name === 'Domain') return { is: 'domain' };
  if (first !== undefined && wrappers.has(name)) return valueOfType(first, lookUp);
  if (first !== undefined && collections.has(name)) return itemsOf(valueOfType(first, lookUp));
  if (first !== undefined && (name === 'Repository' || name === 'Selection' || name === 'Results')) {
    const of = elementOf(valueOfType(first, lookUp));
    return of === undefined ? undefined : { is: name === 'Repository' ? 'repository' : 'selection', of };
  }
  return instanceOf(lookUp(name));
}

/** An instance of a class; of anything else, the same. */
export function instanceOf(value: KnownValue | undefined): KnownValue | undefined {
  return value?.is === 'class' ? { is: 'instance', of: value.of } : value;
}

function elementOf(value: KnownValue | undefined): RegisteredElement | undefined {
  const [only, ...others] = alternativesOf(value);
  return only?.is === 'instance' && others.length === 0 ? only.of : undefined;
}
