import { Decimal } from 'decimal.js';

/** Values that break naive code: each kind of field must take or refuse them, at once and by telling why. */
export function hostileValues(): ReadonlyMap<string, unknown> {
  const loop: unknown[] = [];
  loop.push(loop);
  let deep: unknown = [];
  for (let level = 0; level < 100_000; level++) deep = [deep];
  return new Map<string, unknown>([
    ['undefined in an array', [undefined]],
    ['NaN', Number.NaN],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
    ['−0', -0],
    ['2^53 + 1', 2 ** 53 + 1],
    ['the smallest number', 5e-324],
    ['a bigint', 10n],
    ['a huge bigint', 1n << 1_000_000n],
    ['a lone surrogate', '\ud800'],
    ['NUL', '\0'],
    ['a huge text', 'a'.repeat(5_000_000)],
    ['digits without end', '9'.repeat(1_000_000)],
    ['a hostile exponent', '1e1000000000'],
    ['a JSON of __proto__', JSON.parse('{"__proto__": {"polluted": true}}')],
    ['a JSON of constructor', JSON.parse('{"constructor": {"prototype": {"polluted": true}}}')],
    ['a literal with a prototype', { __proto__: { polluted: true } }],
    ['an object without prototype', Object.create(null)],
    ['a loop', loop],
    ['a deep array', deep],
    ['a sparse array', hugeSparseArray()],
    ['an impostor of Date', Object.create(Date.prototype)],
    ['an invalid Date', new Date(Number.NaN)],
    ['the last Date', new Date(8.64e15)],
    ['an impostor of Decimal', { toStringTag: '[object Decimal]', d: [1], e: 1e9, s: 1 }],
    ['a Decimal of hostile size', new Decimal('1e9000000000')],
    ['NaN as a Decimal', new Decimal(Number.NaN)],
    ['a function', () => 1],
    ['a symbol', Symbol('hostile')],
    ['a class', class Hostile {}],
    ['a Proxy', new Proxy({}, {})],
    ['a revocable array', new Proxy([1], {})],
    ['a boxed text', new String('a')],
    [
      'an object that is whatever it is asked to be',
      { valueOf: () => 1, toString: () => 'a', toJSON: () => 'b' },
    ],
  ]);
}

/** An array of four billion holes. */
export function hugeSparseArray(): unknown[] {
  return Object.assign([], { length: 4_000_000_000 });
}
