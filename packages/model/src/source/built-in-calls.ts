import { either, itemOf, itemsOf, type KnownValue } from './known-value.js';

const oneOfThem = new Set([
  'get',
  'find',
  'findLast',
  'at',
  'pop',
  'shift',
  'first',
  'one',
  'add',
  'remove',
  'findOne',
  'getOrNull',
]);
const someOfThem = new Set([
  'filter',
  'toArray',
  'slice',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'concat',
  'removeWhere',
  'values',
  'all',
]);
const madeFromThem = new Set(['map', 'flatMap']);
const changing = new Set([
  'add',
  'remove',
  'removeWhere',
  'replaceAll',
  'clear',
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'reverse',
  'fill',
  'set',
  'delete',
]);

/** Whether a call of this name changes the collection it is called on. */
export function isChangingCall(name: string): boolean {
  return changing.has(name);
}

/**
 * What methods of the language, of collections and of repositories give.
 *
 * @param given - the arguments; of functions, what they give.
 */
export function builtInResult(
  object: KnownValue | undefined,
  name: string,
  given: readonly (KnownValue | undefined)[],
): KnownValue | undefined {
  if (object === undefined) return name === 'map' ? itemsOf(given[0]) : ofStatics(name, given);
  switch (object.is) {
    case 'items':
    case 'tuple':
      if (madeFromThem.has(name)) return itemsOf(name === 'map' ? given[0] : (itemOf(given[0]) ?? given[0]));
      if (someOfThem.has(name)) return itemsOf(itemOf(object));
      return oneOfThem.has(name) ? itemOf(object) : undefined;
    case 'selection':
      if (name === 'all') return itemsOf(itemOf(object));
      if (name === 'first' || name === 'one') return itemOf(object);
      return ['where', 'orderBy', 'limit', 'offset'].includes(name) ? object : undefined;
    case 'repository':
      if (name === 'find' || name === 'getMany') return itemsOf({ is: 'instance', of: object.of });
      return ['get', 'getOrNull', 'findOne'].includes(name) ? { is: 'instance', of: object.of } : undefined;
    default:
      return undefined;
  }
}

/** `Promise.all([…])`, `Object.values(…)`, `Array.from(…)`: what they give is what they were given, near enough. */
function ofStatics(name: string, given: readonly (KnownValue | undefined)[]): KnownValue | undefined {
  if (name === 'all' || name === 'allSettled' || name === 'from' || name === 'values') return given[0];
  return name === 'race' || name === 'any'
    ? itemOf(given[0])
    : name === 'of'
      ? given.reduce(either, undefined)
      : undefined;
}
