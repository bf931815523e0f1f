import {
  Aggregate,
  Domain,
  Entity,
  Event,
  field,
  invariant,
  type Children,
  type DomainOptions,
} from '@domainry/core';
import { memory } from '../../src/adapters/memory/memory.js';
import type { Database, DatabaseAdapter } from '../../src/ports/database.js';

/** A bank whose databases can be looked into. */
export async function newBank(options: DomainOptions = {}, adapter: DatabaseAdapter = memory()) {
  const bank = new Domain('Bank', options);

  @bank.event('Account')
  class Deposited extends Event<Deposited> {
    @field.integer({ required: true }) readonly amount!: number;
  }

  @bank.entity('Account')
  class Card extends Entity<Card> {
    @field.integer({ required: true, min: 0 }) limit!: number;
  }

  @bank.aggregate({ removable: true })
  class Account extends Aggregate<Account> {
    @field.string({ required: true, unique: true }) iban!: string;
    @field.integer({ required: true }) balance!: number;
    @field.hasMany(Card) readonly cards!: Children<Card>;

    deposit(amount: number) {
      this.balance += amount;
      this.raise_(new Deposited({ amount }));
    }

    /** Several steps without an event. */
    rename(iban: string) {
      this.iban = iban;
    }

    @invariant.post('The balance is not negative')
    balanceIsNotNegative() {
      return this.balance >= 0;
    }
  }

  @bank.aggregate
  class Customer extends Aggregate<Customer> {
    @field.string({ required: true }) name!: string;
  }

  const opened = observed(adapter);
  await bank.init({ databases: { default: opened.adapter } });
  const accounts = bank.repositoryFor(Account);
  const open = async (id: string, balance = 100): Promise<InstanceType<typeof Account>> => {
    const account = new Account({ id, iban: `DE-${id}`, balance, cards: [{ id: 'c', limit: 1 }] });
    await accounts.add(account);
    return account;
  };
  return { bank, Account, Customer, Card, Deposited, accounts, open, database: opened.database };
}

/** An adapter that shows the database it opened. */
export function observed(adapter: DatabaseAdapter): {
  readonly adapter: DatabaseAdapter;
  readonly database: () => Database;
} {
  let opened: Database | undefined;
  return {
    adapter: {
      name: adapter.name,
      open: async (model) => {
        opened = await adapter.open(model);
        return opened;
      },
    },
    database: () => opened!,
  };
}

/** What a promise is refused with; fails when it is not. */
export async function refusalOf(promise: PromiseLike<unknown>): Promise<Error & { readonly code?: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('The promise was fulfilled.');
}
