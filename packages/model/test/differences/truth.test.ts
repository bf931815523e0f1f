import { Command, Domain, describeRegistry, field, type FieldSummary } from '@domainry/core';
import { describe, expect, test } from '@jest/globals';
import { compareModels, type Compatibility, type FieldDocument } from '@domainry/model';
import { contextOf, element } from '../documents.js';

enum Size {
  Small = 'S',
  Medium = 'M',
}

enum WiderSize {
  Small = 'S',
  Medium = 'M',
  Large = 'L',
}

enum Level {
  Low = 1,
  High = 2,
}

/** Fields as users declare them. Each is compared with each. */
const declarations: Readonly<Record<string, () => unknown>> = {
  string: () => field.string({ required: true }),
  'string of at most 5': () => field.string({ required: true, maxLength: 5 }),
  'string of at least 2': () => field.string({ required: true, minLength: 2 }),
  'string of 2 to 5': () => field.string({ required: true, minLength: 2, maxLength: 5 }),
  'string of S and M': () => field.string({ required: true, choices: ['S', 'M'] }),
  'string of digits': () => field.string({ required: true, pattern: /^[0-9]+$/ }),
  'optional string': () => field.string(),
  'nullable string': () => field.string({ nullable: true }),
  'string with a default': () => field.string({ default: 'none' }),
  text: () => field.text({ required: true }),
  'text of at most 300': () => field.text({ required: true, maxLength: 300 }),
  identifier: () => field.identifier({ required: true }),
  uuid: () => field.identifier({ required: true, type: 'uuid' }),
  'integer identifier': () => field.identifier({ required: true, type: 'integer' }),
  auto: () => field.auto(),
  integer: () => field.integer({ required: true }),
  'integer from 0': () => field.integer({ required: true, min: 0 }),
  'integer from 0 to 10': () => field.integer({ required: true, min: 0, max: 10 }),
  'integer of 1 and 2': () => field.integer({ required: true, choices: [1, 2] }),
  bigint: () => field.integer({ required: true, bigint: true }),
  'bigint from 0': () => field.integer({ required: true, bigint: true, min: 0n }),
  float: () => field.float({ required: true }),
  'float from 0': () => field.float({ required: true, min: 0 }),
  'float to 2.5': () => field.float({ required: true, max: 2.5 }),
  decimal: () => field.decimal({ required: true }),
  'decimal of 5 digits, 2 of them after the point': () =>
    field.decimal({ required: true, precision: 5, scale: 2 }),
  'decimal of 6 digits, 2 of them after the point': () =>
    field.decimal({ required: true, precision: 6, scale: 2 }),
  'decimal of 5 digits, 3 of them after the point': () =>
    field.decimal({ required: true, precision: 5, scale: 3 }),
  'decimal with 2 digits after the point': () => field.decimal({ required: true, scale: 2 }),
  'decimal from 0': () => field.decimal({ required: true, min: '0' }),
  boolean: () => field.boolean({ required: true }),
  date: () => field.date({ required: true }),
  'date from 2020': () => field.date({ required: true, min: '2020-01-01' }),
  dateTime: () => field.dateTime({ required: true }),
  'dateTime to 2030': () => field.dateTime({ required: true, max: new Date('2030-01-01T00:00:00Z') }),
  enum: () => field.enum(Size, { required: true }),
  'wider enum': () => field.enum(WiderSize, { required: true }),
  'enum of numbers': () => field.enum(Level, { required: true }),
  status: () => field.status(Size, { required: true }),
  json: () => field.json({ required: true }),
  'list of strings': () => field.list(field.string(), { required: true }),
  'list of short strings': () => field.list(field.string({ maxLength: 5 }), { required: true }),
  'list of at most 1': () => field.list(field.string(), { required: true, maxLength: 1 }),
  'list without repetition': () => field.list(field.string(), { required: true, distinct: true }),
  'list of integers': () => field.list(field.integer(), { required: true }),
  'dict of integers': () => field.dict(field.integer(), { required: true }),
  'dict of numbers': () => field.dict(field.float(), { required: true }),
};

/** Texts as senders may write them, at and beside the limits of the declarations. */
const texts =
  ' a S M L ab abcde abcdef 1 42 007 -1 -1.5 1.25 1.234 123.45 1234.5 12345 12.345 none 2019-12-31 2024-02-29'
    .split(' ')
    .concat(['1'.repeat(30), 'x'.repeat(255), 'x'.repeat(256), 'x'.repeat(301), '9'.repeat(300)])
    .concat([`0.${'1'.repeat(300)}`, '0190163d-8694-739b-aea5-966c26f8ad91', '2024-02-29T10:00:00.000Z'])
    .concat(['2031-01-01T00:00:00.000Z', '2024-02-29T10:00:00+01:00']);
const numbers = [0, 1, 2, 3, 10, 11, -1, 0.5, 2.5, 2.75, 1e20, 123456, Number.MAX_SAFE_INTEGER];
const others = [true, false, null, undefined, [], ['a'], ['abcdef'], ['a', 'a'], ['a', 'b'], [1], [0.5], {}];
const dicts = [{ a: 1 }, { a: 0.5 }, { a: 'b' }, [[1]], [null]];
const values: readonly unknown[] = [...texts, ...numbers, Number.MIN_SAFE_INTEGER, ...others, ...dicts];

interface Reality {
  readonly document: FieldDocument;
  accepts(value: unknown): boolean;
}

/** A command with one field, as a domain knows it. */
function realityOf(declare: () => unknown): Reality {
  const domain = new Domain('Ordering');
  class Subject extends Command<Subject> {}
  const decorate = declare() as (target: object, key: string) => void;
  decorate(Subject.prototype, 'value');
  const Registered = domain.register(Subject);
  const { fields } = describeRegistry(domain.registry).elements.find(({ name }) => name === 'Subject')!;
  return {
    document: toDocument(fields[0]!),
    accepts: (value) => {
      try {
        Registered.fromDict((value === undefined ? {} : { value }) as never);
        return true;
      } catch {
        return false;
      }
    },
  };
}

function toDocument({ items, deprecated: _, examples: __, ...summary }: FieldSummary): FieldDocument {
  return { ...summary, ...(items === undefined ? {} : { items: toDocument(items) }) };
}

function verdictOn(before: FieldDocument, after: FieldDocument): Compatibility {
  const [was, is] = [before, after].map((only) =>
    contextOf('Ordering', [element('command', 'Subject', { fields: [only] })]),
  );
  return compareModels(was!, is!).contracts[0]?.compatibility ?? 'full';
}

/** What cannot be told, or is not worth the telling: the verdict says no, and no value shows it. */
const cautious: ReadonlySet<string> = new Set([
  // Patterns are not understood: this one happens to exclude the empty text.
  'string of digits → identifier',
  'string of digits → auto',
  // One item is never there twice.
  'list of at most 1 → list without repetition',
]);

const realities = Object.entries(declarations).map(([name, declare]) => ({ name, ...realityOf(declare) }));
const accepted = new Map(
  realities.map(({ name, accepts }) => [name, new Set(values.filter((value) => accepts(value)))]),
);

describe.each(realities.map((reality) => [reality.name, reality] as const))('From %s', (_, before) => {
  test('to any other field, new code reads what old code wrote exactly when the verdict says so', () => {
    const wrong = realities.flatMap((after) => {
      const verdict = verdictOn(before.document, after.document);
      const isBackward = verdict === 'full' || verdict === 'backward';
      const refused = [...accepted.get(before.name)!].filter(
        (value) => !accepted.get(after.name)!.has(value),
      );
      if (isBackward === (refused.length === 0)) return [];
      const pair = `${before.name} → ${after.name}`;
      if (!isBackward && cautious.has(pair)) return [];
      return [`${pair}: ${verdict}, refused ${JSON.stringify(refused.slice(0, 3))}`];
    });

    expect(wrong).toEqual([]);
  });

  test('to any other field, old code reads what new code writes exactly when the verdict says so', () => {
    const verdicts = realities.map((after) => {
      const [there, back] = [
        verdictOn(before.document, after.document),
        verdictOn(after.document, before.document),
      ];
      return { pair: `${before.name} → ${after.name}`, there, back };
    });

    const reversed = { full: 'full', backward: 'forward', forward: 'backward', none: 'none' } as const;
    expect(verdicts.filter(({ there, back }) => reversed[there] !== back)).toEqual([]);
  });
});
