import type { Decimal } from '@domainry/core';
import { Aggregate, Domain, Entity, ValueObject, field, type Children, type Defaulted } from '@domainry/core';
import type { DatabaseModel } from '../../../src/ports/database.js';
import type { StateRecord, StateShape } from '../../../src/ports/state-store.js';
import { stateShapeOf } from '../../../src/repositories/state-shape.js';

const bank = new Domain('Bank');

@bank.valueObject
class Money extends ValueObject<Money> {
  @field.decimal({ required: true }) readonly amount!: Decimal;
  @field.string({ required: true }) readonly currency!: string;
}

@bank.aggregate({
  unique: [
    { fields: ['bank', 'number'] },
    { fields: ['nickname'], where: { closed: false }, name: 'nickname_of_open' },
  ],
  indexes: ['city', ['city', '-balance']],
})
class Account extends Aggregate<Account> {
  @field.string({ unique: true }) iban?: string;
  @field.string({ required: true }) bank!: string;
  @field.integer({ required: true }) number!: number;
  @field.string() nickname?: string;
  @field.string() city?: string;
  @field.float({ default: 0 }) balance!: Defaulted<number>;
  @field.boolean({ default: false }) closed!: Defaulted<boolean>;
  @field.decimal({ unique: true, storedAs: 'special_limit' }) limit?: Decimal;
  @field.valueObject(() => Money) fee?: Money;
  @field.hasMany(() => Booking) readonly bookings!: Children<Booking>;
  @field.auto({ increment: true }) row?: number;
}

@bank.entity(() => Account)
class Booking extends Entity<Booking> {
  @field.float({ required: true }) amount!: number;
}

/** Shape of the accounts of the bank. */
export const accounts: StateShape = stateShapeOf(bank.registry.find(Account)!);

export const model: DatabaseModel = { domain: 'Bank', shapes: [accounts], now: () => 0 };

let numbers = 0;

/** An account as it is stored; each has a number of its own. */
export function account(id: string, data: StateRecord['data'] = {}): StateRecord {
  const defaults = { id, bank: 'A', number: ++numbers, balance: 0, closed: false, bookings: [] };
  return { id, version: 0, data: { ...defaults, ...data } };
}
