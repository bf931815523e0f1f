import { deepStrictEqual } from 'node:assert';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DomainryError, ValidationError, type Violation } from '@domainry/core';
import { compilations, thrownBy } from '../elements/compilations.js';
import { isQuick } from '../is-quick.js';
import { wideIn } from './wide.js';

/** `DOMAINRY_RUNS=20000 npx jest bad-input` for a larger run. */
const numRuns = Number(process.env['DOMAINRY_RUNS'] ?? 50);

/** What a user's own getter or proxy throws; it surfaces as it is. */
class FromInput extends Error {}

const valid = fc.record(
  {
    name: fc.string({ maxLength: 20, unit: 'grapheme-ascii' }),
    about: fc.string({ unit: 'grapheme-ascii' }),
    count: fc.integer({ min: -5, max: 500 }),
    ratio: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    flag: fc.boolean(),
    data: fc
      .jsonValue()
      .filter((data) => data !== null && !/__proto__|constructor|prototype/.test(JSON.stringify(data))),
    tags: fc.array(fc.constantFrom('a', 'bc')),
    scores: fc.dictionary(fc.constantFrom('x', 'y'), fc.integer()),
    price: fc.record({ amount: fc.nat(), currency: fc.constant('EUR') }),
    nodes: fc.uniqueArray(fc.record({ id: fc.constantFrom('1', '2', '3'), label: fc.constant('l') }), {
      selector: ({ id }) => id,
    }),
    root: fc.record({ label: fc.constant('root') }),
  },
  { requiredKeys: ['name'] },
);

const hostileText =
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1}}';

const cyclic: Record<string, unknown> = { name: 'x' };
cyclic['data'] = cyclic;
cyclic['nodes'] = [cyclic];
cyclic['root'] = cyclic;

const nestedBy = (
  key: string,
  depth: number,
  wrap: (inner: unknown) => unknown = (inner) => inner,
): unknown => {
  let value: unknown = {};
  for (let i = 0; i < depth; i++) value = { [key]: wrap(value) };
  return value;
};

const deepArray = JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as unknown;

/** Values that no field, or only some, should take. */
const strange: readonly unknown[] = (
  [
    () => undefined,
    () => null,
    () => Number.NaN,
    () => Number.POSITIVE_INFINITY,
    () => -0,
    () => 2 ** 53 + 2,
    () => 10n ** 5000n,
    () => '',
    () => 'x'.repeat(2_000_000),
    () => '\ud800',
    () => 'a\0b',
    () => Symbol('s'),
    () => () => 1,
    () => new Date(Number.NaN),
    () => new Date(0),
    () => [],
    () => Array.from({ length: 20_000 }, (_, i) => i),
    () => new Array(200_000),
    () => ({}),
    () => Object.create(null) as unknown,
    () => new Map(),
    () => JSON.parse(hostileText) as unknown,
    () => [JSON.parse(hostileText)],
    () => ({ toString: 1, valueOf: null, toJSON: 5 }),
    () => ({ toString: () => ({}), [Symbol.toPrimitive]: 5 }),
    () => cyclic,
    () => [cyclic],
    () => nestedBy('data', 10_000),
    () => nestedBy('next', 10_000),
    () => nestedBy('nodes', 10_000, (inner) => [inner]),
    () => deepArray,
    () => new Proxy({}, {}),
    () => new Proxy([], {}),
    () => Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key${i}`, i])),
    () => ({ ['k'.repeat(1_000_000)]: 1 }),
    () => ({ constructor: { name: Symbol('s') } }),
    () => Object.create({ constructor: { name: 5 } }) as unknown,
    () => ({
      get label(): string {
        throw new FromInput();
      },
    }),
    () =>
      new Proxy(
        {},
        {
          ownKeys() {
            throw new FromInput();
          },
          get() {
            throw new FromInput();
          },
        },
      ),
  ] as readonly (() => unknown)[]
).map((make) => make());

const names = [
  'name',
  'about',
  'count',
  'ratio',
  'flag',
  'day',
  'moment',
  'code',
  'data',
  'tags',
  'scores',
  'price',
  'nodes',
  'root',
  'id',
  'unknown',
  'naem',
];

describe.each(compilations)('bad input, %s', (_name, newDomain) => {
  const { Wide, Node } = wideIn(newDomain());

  /** Runs an attempt that may only succeed or fail as documented, quickly. */
  const attempt = (act: () => unknown): void => {
    let error: unknown;
    const caught = (): void => {
      error = undefined;
      try {
        act();
      } catch (thrown) {
        error = thrown;
      }
    };
    // The bar is 100 ms on a machine of its own.
    if (!isQuick(caught, 1000)) throw new Error('takes more than a second');
    if (error === undefined || error instanceof FromInput) return;
    if (!DomainryError.is(error)) throw new Error('an error of no kind we know', { cause: error });
    const json = JSON.parse(JSON.stringify(error)) as { code: string; violations?: readonly Violation[] };
    deepStrictEqual(json.code, error.code);
    if (!(error instanceof ValidationError)) return;
    deepStrictEqual(
      json.violations,
      error.violations.map((violation) => ({ ...violation, path: [...violation.path] })),
    );
    if (error.violations.length === 0) throw new Error('no violation');
    for (const { path, code, expected, message } of error.violations) {
      const isPath = path.every((step) => typeof step === 'string' || typeof step === 'number');
      if (!isPath || code === '' || expected === '' || !message.startsWith('Wide'))
        if (!message.startsWith('Node')) throw new Error(`not a violation: ${message}`);
    }
    if (Object.keys(error.messages).length === 0 || error.message.length > 2_000_000)
      throw new Error('no message');
  };

  const untouched = (): unknown[] => [
    ...[Object.prototype, Function.prototype, Array.prototype, Wide.prototype, Node.prototype].map(
      (prototype) => Reflect.ownKeys(prototype),
    ),
    Reflect.get({}, 'polluted'),
  ];

  test('valid values are taken, from code and from JSON', () => {
    const law = fc.property(valid, (input) => {
      const wide = new Wide(input as never);
      const again = Wide.fromDict(JSON.parse(JSON.stringify(wide)));
      return JSON.stringify(again) === JSON.stringify(wide);
    });

    expect(() => fc.assert(law, { numRuns })).not.toThrow();
  });

  test('valid input with strange values in it gives an instance or a typed error, and touches nothing else', () => {
    const before = untouched();
    const mutation = fc.record({
      name: fc.constantFrom(...names),
      value: fc.nat({ max: strange.length - 1 }),
    });
    const law = fc.property(valid, fc.array(mutation, { minLength: 1, maxLength: 4 }), (input, mutations) => {
      const bad: Record<string, unknown> = { ...input };
      for (const { name, value } of mutations) bad[name] = strange[value];

      attempt(() => new Wide(bad as never));
      attempt(() => Wide.fromDict(bad));
    });

    expect(() => fc.assert(law, { numRuns })).not.toThrow();
    expect(untouched()).toEqual(before);
  });

  test('each strange value is refused or taken by the constructor, fromDict, each setter and collections', () => {
    const before = untouched();

    for (const value of strange) {
      attempt(() => new Wide(value as never));
      attempt(() => Wide.fromDict(value));
      const wide = new Wide({ name: 'x' });
      for (const name of names) attempt(() => ((wide as unknown as Record<string, unknown>)[name] = value));
      attempt(() => wide.nodes.add(value as never));
      attempt(() => wide.nodes.remove(value as never));
      attempt(() => wide.nodes.has(value as never));
      attempt(() => wide.nodes.replaceAll(value as never));
      attempt(() => wide.raise_(value as never));
      attempt(() => wide.changeAttribute(value as never, value as never));
      attempt(() => wide.equals(value));
      expect(wide.id).toMatch(/-/);
      wide.atomically(() => (wide.name = 'still usable'));
    }

    expect(untouched()).toEqual(before);
  });

  test('keys that reach into prototypes are refused by name', () => {
    const input = JSON.parse(`{"name":"x",${hostileText.slice(1)}`) as object;

    for (const act of [() => new Wide(input as never), () => Wide.fromDict(input)]) {
      const { violations } = thrownBy(act) as ValidationError;
      expect(violations.map(({ path, code }) => [path, code])).toEqual([
        [['__proto__'], 'unknown'],
        [['constructor'], 'unknown'],
        [['prototype'], 'unknown'],
      ]);
    }
  });

  test('nesting without end is refused with its depth', () => {
    for (const root of [nestedBy('next', 10_000), nestedBy('nodes', 10_000, (inner) => [inner])]) {
      const { violations } = thrownBy(() => Wide.fromDict({ name: 'x', root })) as ValidationError;
      expect(violations.map(({ code }) => code)).toEqual(['depth']);
    }
    expect(thrownBy(() => new Wide(cyclic as never))).toBeInstanceOf(ValidationError);
  });

  test('what a getter of the input throws surfaces as it is, and nothing was changed', () => {
    const wide = new Wide({ name: 'x' });
    const hostile = {
      get label(): string {
        throw new FromInput();
      },
    };

    expect(thrownBy(() => wide.nodes.add(hostile as never))).toBeInstanceOf(FromInput);
    expect(thrownBy(() => (wide.root = hostile as never))).toBeInstanceOf(FromInput);

    expect([wide.nodes.size, wide.root]).toEqual([0, undefined]);
  });
});
