import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, Entity, Projection, ValueObject, field, not } from '@domainry/core';
import { indexOptionsOf, uniqueOptionsOf } from '../../src/registry/index-options.js';
import { stateShapeOf } from '../../src/repositories/state-shape.js';

function problemsOf(options: object): string[] {
  const bank = new Domain('Bank');

  @bank.valueObject
  class Fee extends ValueObject<Fee> {
    @field.float({ required: true }) readonly amount!: number;
  }

  @bank.aggregate(options)
  class Account extends Aggregate<Account> {
    @field.string({ required: true }) bank!: string;
    @field.integer({ required: true }) number!: number;
    @field.valueObject(() => Fee) fee?: Fee;
    @field.list(field.string()) tags?: readonly string[];
  }

  expect(Account.name).toBe('Account');
  return bank.check().map(({ cause, fix }) => `${cause}. ${fix}`);
}

describe('unique rules and indexes in the options', () => {
  test('become rules of the store, beside the fields that are unique by themselves', () => {
    const bank = new Domain('Bank');

    @bank.projection({
      unique: [
        { fields: ['bank', 'number'] },
        { fields: ['owner'], where: not<Account>({ closed: true }), name: 'one_open_account' },
      ],
      indexes: [
        'owner',
        ['bank', '-number'],
        { fields: ['-number'], where: { closed: false }, include: ['owner'], name: 'open_by_number' },
      ],
    })
    class Account extends Projection<Account> {
      @field.identifier({ identifier: true, required: true }) readonly iban!: string;
      @field.string({ required: true }) bank!: string;
      @field.integer({ required: true }) number!: number;
      @field.string({ required: true, unique: true, storedAs: 'slug_name' }) slug!: string;
      @field.string() owner?: string;
      @field.boolean({ required: true }) closed!: boolean;
    }
    const shape = stateShapeOf(bank.registry.find(Account)!);

    expect(shape.identity.name).toBe('iban');
    expect(shape.uniques).toEqual([
      { name: 'slug', fields: ['slug'] },
      { name: 'bank_number', fields: ['bank', 'number'] },
      {
        name: 'one_open_account',
        fields: ['owner'],
        where: {
          kind: 'not',
          part: { kind: 'compare', path: ['closed'], lookup: 'equals', value: true },
        },
      },
    ]);
    expect(shape.indexes).toEqual([
      { name: 'owner', fields: ['owner'] },
      { name: 'bank_number', fields: ['bank', '-number'] },
      {
        name: 'open_by_number',
        fields: ['-number'],
        where: { kind: 'compare', path: ['closed'], lookup: 'equals', value: false },
        include: ['owner'],
      },
    ]);
    expect(stateShapeOf(bank.registry.find(Account)!)).toBe(shape);
  });

  test('name fields with single values, each once', () => {
    expect(
      problemsOf({
        unique: [{ fields: ['bank', 'nmber'] }, { fields: ['fee'] }, { fields: ['bank', 'bank'] }],
        indexes: ['zzzzzzzzz', ['-tags'], ['number', '-number']],
      }),
    ).toEqual([
      'the option unique names nmber, which is no field. Did you mean number?',
      'the option unique names fee, which is of kind valueObject and has no single value. Name fields with single values.',
      'the option unique names bank twice. Name each field once.',
      'the option indexes names zzzzzzzzz, which is no field. Fields: bank, number, fee, tags, id.',
      'the option indexes names tags, which is of kind list and has no single value. Name fields with single values.',
      'the option indexes names number twice. Name each field once.',
    ]);
  });

  test.each([
    [{ unique: 'bank' }],
    [{ unique: ['bank'] }],
    [{ unique: [{ fields: [] }] }],
    [{ unique: [{ fields: 'bank' }] }],
    [{ unique: [{ fields: ['bank'], where: 5 }] }],
    [{ unique: [{ fields: ['bank'], name: '' }] }],
    [{ unique: [{ fields: ['bank'], when: {} }] }],
    [{ indexes: 'bank' }],
    [{ indexes: [[]] }],
    [{ indexes: [5] }],
    [{ indexes: [{ fields: [] }] }],
    [{ indexes: [{ fields: ['bank'], include: 'number' }] }],
    [{ indexes: [{ fields: ['bank'], where: 5 }] }],
    [{ indexes: [{ fields: ['bank'], name: '' }] }],
    [{ indexes: [{ fields: ['bank'], unique: true }] }],
  ])('are refused in another form: %j', (options) => {
    const [problem, ...others] = problemsOf(options);

    expect(problem).toMatch(/^the option (unique|indexes) is not an array of/);
    expect(others).toEqual([]);
    expect([uniqueOptionsOf(options), indexOptionsOf(options)]).toEqual([[], []]);
  });

  test('a field is unique in aggregates and projections only: nothing else is compared by a store', () => {
    const bank = new Domain('Bank');

    @bank.aggregate
    class Account extends Aggregate<Account> {
      @field.string({ unique: true }) iban?: string;
    }

    @bank.entity(Account)
    class Card extends Entity<Card> {
      @field.string({ unique: true }) number?: string;
    }

    expect(bank.check().map(({ element, code }) => [element, code])).toEqual([
      [`${Card.name}.number`, 'FIELD_NOT_ALLOWED'],
    ]);
  });

  test('a condition that does not fit the fields stops init', async () => {
    const bank = new Domain('Bank');

    @bank.aggregate({ unique: [{ fields: ['bank'], where: { clsed: false } }] })
    class Account extends Aggregate<Account> {
      @field.string({ required: true }) bank!: string;
      @field.boolean({ required: true }) closed!: boolean;
    }

    await expect(bank.init()).rejects.toMatchObject({
      code: 'QUERY_INVALID',
      message: 'Account.clsed: no such field. Did you mean closed?',
    });
    expect(Account.name).toBe('Account');
  });
});
