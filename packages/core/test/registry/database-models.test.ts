import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Domain,
  Entity,
  ValueObject,
  field,
  memory,
  type Children,
  type ColumnCodec,
} from '@domainry/core';
import type { StateShape } from '@domainry/core/ports';

const hidden: ColumnCodec<never, string> = {
  name: 'hidden',
  kind: 'text',
  toColumn: String,
  fromColumn: (held) => held as never,
};

interface Declared {
  readonly bank: Domain;
  readonly model: (target: string, options: object) => void;
}

function declare(options: object = {}): Declared {
  const bank = new Domain('Bank');

  @bank.valueObject
  class Fee extends ValueObject<Fee> {
    @field.float({ required: true }) readonly amount!: number;
  }

  @bank.entity('Account')
  class Card extends Entity<Card> {
    @field.string() pin?: string;
  }

  @bank.aggregate(options)
  class Account extends Aggregate<Account> {
    @field.string({ required: true }) owner!: string;
    @field.string() code?: string;
    @field.auto({ increment: true }) row?: number;
    @field.valueObject(() => Fee) fee?: Fee;
    @field.hasMany(() => Card) readonly cards!: Children<Card>;
    @field.hasOne(() => Card) readonly first?: Card;
  }

  @bank.aggregate({ eventSourced: true })
  class Ledger extends Aggregate<Ledger> {
    @field.string() title?: string;
  }

  expect([Account, Card, Ledger].every(Boolean)).toBe(true);
  let count = 0;
  return {
    bank,
    model: (target, given) => {
      bank.register({ [`Model${++count}`]: class {} }[`Model${count}`]!, {
        kind: 'databaseModel',
        partOf: target,
        ...given,
      });
    },
  };
}

function problemsOf(target: string, given: object, options: object = {}): readonly string[] {
  const { bank, model } = declare(options);
  model(target, given);
  return bank.check().map(({ code, cause, fix }) => `${cause}. ${fix} [${code}]`);
}

describe('what a database model says of columns', () => {
  test('is fine where there is such a field, in value objects too, and in children by a model of theirs', () => {
    expect(
      problemsOf('Account', {
        table: 'accounts',
        columns: { owner: { name: 'owner_name' }, 'fee.amount': { type: 'real' }, code: { codec: hidden } },
      }),
    ).toEqual([]);
    expect(problemsOf('Card', { columns: { pin: { codec: hidden } } })).toEqual([]);
    expect(problemsOf('Account', { columns: { fee: { json: true } } })).toEqual([]);
    expect(problemsOf('Account', { columns: { fee: { codec: hidden } } })).toEqual([]);
  });

  test.each([
    [{ ownr: { name: 'x' } }, 'names ownr, which is no field. Did you mean owner?'],
    [{ 'fee.amont': { name: 'x' } }, 'names fee.amont, which is no field of Fee. Fields: '],
    [
      { 'owner.name': { name: 'x' } },
      'names owner.name, and owner is of kind string and has nothing in it. ',
    ],
    [
      { cards: { name: 'x' } },
      'names cards, and children lie in a table of their own. Say it in a database model of Card.',
    ],
    [{ 'first.pin': { name: 'x' } }, 'names first.pin, and children lie in a table of their own. '],
    [{ owner: { json: true } }, 'keeps owner as JSON, which is of kind string. '],
    [{ fee: { json: true, codec: hidden } }, 'gives fee both json and a codec. '],
    [{ fee: { type: 'text' } }, 'gives fee a type, which is a value object in columns of its own. '],
    [
      { fee: { json: true }, 'fee.amount': { name: 'x' } },
      'names fee.amount, and fee lies in one column as a whole. ',
    ],
    [{ id: { codec: hidden } }, 'gives id a codec, which is the identity, '],
    [{ row: { codec: hidden } }, 'gives row a codec, whose values the store counts. '],
  ])('is refused otherwise: %j', (columns, message) => {
    const [problem, ...others] = problemsOf('Account', { columns });

    expect(problem).toContain(`the option columns ${message}`);
    expect(problem).toContain('[OPTION_INVALID]');
    expect(others).toEqual([]);
  });

  test('is refused where two fields would lie in one column, whatever the case of their names', () => {
    expect(problemsOf('Account', { columns: { owner: { name: 'Code' } } })).toEqual([
      'Account.owner and Account.code lie in one column, code. Give one of them another name. [DUPLICATE_STORED_NAME]',
    ]);
    expect(problemsOf('Account', { columns: { code: { name: 'fee_amount' } } })).toEqual([
      'Account.code and Account.fee.amount lie in one column, fee_amount. Give one of them another name. [DUPLICATE_STORED_NAME]',
    ]);
  });

  test('is refused where a unique rule or an index is about what a codec does not keep equal', () => {
    const columns = { code: { codec: hidden } };
    const [unique] = problemsOf('Account', { columns }, { unique: [{ fields: ['owner', 'code'] }] });
    const [index] = problemsOf('Account', { columns }, { indexes: ['-code'] });
    const kept = problemsOf(
      'Account',
      { columns: { code: { codec: { ...hidden, keeps: 'equality' } } } },
      { unique: [{ fields: ['code'] }] },
    );

    expect(unique).toContain('does not keep equal values equal, and a unique rule is about it');
    expect(index).toContain('does not keep equal values equal, and an index is about it');
    expect(kept).toEqual([]);
  });
});

describe('what a database model says of tables', () => {
  test('is refused of what has no table, and of a child that lies in two', () => {
    expect(problemsOf('Ledger', { table: 'x' })[0]).toContain(
      'Ledger is event-sourced, so that its state lies in no table',
    );
    expect(problemsOf('Card', { table: 'x' })[0]).toContain(
      'Account.cards and Account.first hold Card, in a table each',
    );
  });

  test('is said once for a database, and names a table that nobody else has', () => {
    const { bank, model } = declare();
    model('Account', { table: 'a' });
    model('Account', { table: 'b' });
    model('Account', { table: 'c', database: 'archive' });
    model('Card', { columns: { pin: { name: 'code' } } });
    expect(bank.check().map(({ cause }) => cause)).toEqual([
      expect.stringMatching(/^Model1 .*says already how Account lies in every database$/),
    ]);

    @bank.aggregate
    class Other extends Aggregate<Other> {}
    model('Other', { table: 'A' });
    expect(bank.check().map(({ code, cause }) => [code, cause])).toContainEqual([
      'DUPLICATE_STORED_NAME',
      'the table of Other is called A, as is that of Account',
    ]);
    expect(Other.name).toBe('Other');
  });

  test('holds for the database that it names, and else for all', async () => {
    const { bank, model } = declare();
    model('Account', { table: 'accounts', columns: { owner: { name: 'o' }, code: { name: 'c' } } });
    model('Account', { database: 'default', columns: { code: { name: 'd' } } });
    let shapes: readonly StateShape[] = [];
    const listening = memory();
    await bank.init({
      databases: {
        default: {
          name: 'listening',
          open: (given) => {
            ({ shapes } = given);
            return listening.open(given);
          },
        },
      },
    });
    const shape = shapes.find(({ name }) => name === 'Account')!;

    expect(shape.storedAs).toBe('accounts');
    expect([...shape.mapping!.columns].map(([path, { name }]) => [path, name])).toEqual([
      ['owner', 'o'],
      ['code', 'd'],
    ]);
    await bank.close();
  });
});
