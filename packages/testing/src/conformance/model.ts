import { Aggregate, Domain, Entity, ValueObject, field, memory } from '@domainry/core';
import type { DatabaseModel, StateShape } from '@domainry/core/ports';
import type { KeyType } from './other-keys.js';

/** The shapes that the checks store states of. */
export interface ConformanceModel {
  readonly model: DatabaseModel;
  /** A field of every kind, most of them absent in most states. */
  readonly specimen: StateShape;
  /** Unique fields, single, composite and under a condition; indexes; a number that the store counts. */
  readonly member: StateShape;
  /** Identities are integers. */
  readonly numbered: StateShape;
}

/**
 * The model, as a domain hands it to an adapter. Shapes are the same objects each time, as they are in a program.
 *
 * @param keys - what identities are made of, which are then called `key`; texts called `id` when absent.
 */
export function conformanceModel(keys?: KeyType): Promise<ConformanceModel> {
  let model = made.get(keys);
  if (model === undefined) made.set(keys, (model = makeModel(keys)));
  return model;
}

const made = new Map<KeyType | undefined, Promise<ConformanceModel>>();

async function makeModel(keys: KeyType | undefined): Promise<ConformanceModel> {
  const domain = declareDomain(keys);
  let model: DatabaseModel | undefined;
  const listening = {
    name: 'listening',
    open: (given: DatabaseModel) => {
      model = given;
      return memory().open(given);
    },
  };
  await domain.init({ databases: { default: listening } });
  await domain.close();
  const shapeOf = (name: string): StateShape => model!.shapes.find((shape) => shape.name === name)!;
  return {
    model: { domain: 'Conformance', shapes: model!.shapes, now: () => Date.UTC(2030, 0, 1) },
    specimen: shapeOf('Specimen'),
    member: shapeOf('Member'),
    numbered: shapeOf('Numbered'),
  };
}

/** Without decorators, which no two compilers see alike. */
function declareDomain(keys: KeyType | undefined): Domain {
  const domain = new Domain('Conformance');

  class Price extends ValueObject<Price> {}
  declare(Price, {
    amount: field.decimal({ required: true }),
    currency: field.string({ required: true }),
  });
  const price = domain.register(Price);

  class Line extends Entity<Line> {}
  declare(Line, { sku: field.string({ required: true }), quantity: field.integer() });
  class Label extends Entity<Label> {}
  declare(Label, { text: field.string({ required: true }) });

  const line = domain.register(Line, { partOf: () => specimen });
  const label = domain.register(Label, { partOf: () => specimen });
  const key = keys && { key: field.identifier({ type: keys, identifier: true, required: true }) };
  const specimen = declareSpecimen(domain, { price, line, label }, key);
  declareMember(domain, key);
  declareNumbered(domain);
  return domain;
}

type AnyClass = abstract new (...given: never[]) => object;

/** @param parts - what it holds. */
function declareSpecimen(
  domain: Domain,
  parts: Readonly<Record<'price' | 'line' | 'label', AnyClass>>,
  key: Readonly<Record<string, unknown>> | undefined,
): AnyClass {
  const { price, line, label } = parts as Readonly<Record<'price' | 'line' | 'label', never>>;
  class Specimen extends Aggregate<Specimen> {}
  declare(Specimen, {
    ...key,
    title: field.string(),
    nickname: field.string({ storedAs: 'nick_name' }),
    note: field.text(),
    count: field.integer(),
    limit: field.integer(),
    big: field.integer({ bigint: true }),
    ratio: field.float(),
    amount: field.decimal(),
    flag: field.boolean(),
    day: field.date(),
    moment: field.dateTime(),
    code: field.identifier(),
    serial: field.identifier({ type: 'integer' }),
    token: field.auto(),
    choice: field.enum(['red', 'green', 'blue']),
    state: field.status(['draft', 'placed']),
    document: field.json(),
    tags: field.list(field.string()),
    scores: field.list(field.integer()),
    table: field.dict(field.integer()),
    price: field.valueObject(() => price),
    prices: field.list(field.valueObject(() => price)),
    label: field.hasOne(() => label),
    lines: field.hasMany(() => line),
    owner: field.reference(() => specimen),
    colour: field.custom({
      name: 'colour',
      accept: (value: unknown) => value as { hex: string },
      toJson: ({ hex }: { hex: string }) => ({ hex }),
      fromJson: (json: unknown) => json as { hex: string },
    }),
  });
  const specimen: typeof Specimen = domain.register(Specimen);
  return specimen;
}

function declareMember(domain: Domain, key: Readonly<Record<string, unknown>> | undefined): void {
  class Member extends Aggregate<Member> {}
  declare(Member, {
    ...key,
    email: field.string({ unique: true }),
    club: field.string(),
    number: field.integer(),
    nickname: field.string(),
    closed: field.boolean(),
    credit: field.decimal({ unique: true }),
    city: field.string(),
    age: field.integer(),
    row: field.auto({ increment: true }),
  });
  const unique = [
    { fields: ['club', 'number'] },
    { fields: ['nickname'], where: { closed: false }, name: 'nickname_of_open' },
  ];
  domain.register(Member, { unique, indexes: ['city', ['city', '-age']] } as object);
}

function declareNumbered(domain: Domain): void {
  class Numbered extends Aggregate<Numbered> {}
  declare(Numbered, {
    key: field.identifier({ type: 'integer', identifier: true, required: true }),
    text: field.string(),
  });
  domain.register(Numbered);
}

/** Puts fields on a class as legacy decorators do. */
function declare(cls: AnyClass, fields: Readonly<Record<string, unknown>>): void {
  for (const [name, decorate] of Object.entries(fields))
    (decorate as (target: object, name: string) => void)(cls.prototype as object, name);
}
