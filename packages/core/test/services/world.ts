import { Aggregate, Domain, Entity, Event, field, type Children, type Defaulted } from '@domainry/core';

/** Two aggregates for services to work on. */
export const banking = new Domain('Banking');

@banking.event('Account')
class Moved extends Event<Moved> {
  @field.float({ required: true }) readonly amount!: number;
}

@banking.entity(() => Account)
export class Note extends Entity<Note> {
  @field.string({ required: true }) text!: string;
}

@banking.aggregate({ lifecycleEvents: true })
export class Account extends Aggregate<Account> {
  @field.float({ required: true, min: 0 }) balance!: number;
  @field.hasMany(() => Note) readonly notes!: Children<Note>;

  move(amount: number): void {
    this.balance += amount;
    this.notes.add({ text: `moved ${amount}` });
    this.raise_(new Moved({ amount }));
  }
}

@banking.aggregate
export class Ledger extends Aggregate<Ledger> {
  @field.integer({ default: 0 }) entries!: Defaulted<number>;

  book(): void {
    this.entries += 1;
  }
}

/** Everything that can be seen of an account. */
export function stateOf(account: Account): unknown {
  return {
    ...account.toDict(),
    events: [...account.pendingEvents],
    isDiscarded: account.isDiscarded,
  };
}
