import { amounts, identities, owners, type AccountValues } from '../account-values.js';
import { finite, identity, refuseUnknownKeys, requireObject, text, truth } from './checks.js';
import { record } from './recorded.js';
import type { Raised } from './recorded.js';

/** Written by hand: the checks, the rollback and the record of an event that Domainry gives an account. */
export class Account {
  readonly #id: string;
  readonly owner: string;
  readonly currency: string;
  balance: number;
  overdraftLimit: number;
  active: boolean;
  #events: Withdrawn[] | undefined = undefined;
  version = -1;

  constructor(given: AccountValues & { readonly id: string }) {
    requireObject('Account', given);
    this.#id = identity('Account.id', given.id);
    this.owner = text('Account.owner', given.owner);
    this.currency = text('Account.currency', given.currency);
    this.balance = finite('Account.balance', given.balance);
    this.overdraftLimit = finite('Account.overdraftLimit', given.overdraftLimit);
    this.active = truth('Account.active', given.active);
    let keys = 0;
    // oxlint-disable-next-line no-unused-vars -- counts without making a list
    for (const _ in given) keys++;
    if (keys !== 6) refuseUnknownKeys('Account', given);
    this.#checkOverdraft();
  }

  get id(): string {
    return this.#id;
  }

  withdraw(amount: number): void {
    const balance = this.balance;
    const events = this.#events;
    const count = events === undefined ? 0 : events.length;
    try {
      this.balance = finite('Account.balance', balance - amount);
      this.#raise(new Withdrawn({ accountId: this.#id, amount }));
      this.#checkOverdraft();
    } catch (error) {
      this.balance = balance;
      if (events !== undefined) events.length = count;
      this.#events = events;
      throw error;
    }
  }

  adjust(amount: number): void {
    const balance = this.balance;
    try {
      this.balance = finite('Account.balance', balance + amount);
      this.#checkOverdraft();
    } catch (error) {
      this.balance = balance;
      throw error;
    }
  }

  collectEvents(): readonly Withdrawn[] {
    const events = this.#events;
    this.#events = undefined;
    return events ?? [];
  }

  toDict(): object {
    return {
      owner: this.owner,
      currency: this.currency,
      balance: this.balance,
      overdraftLimit: this.overdraftLimit,
      active: this.active,
      id: this.#id,
    };
  }

  #raise(event: Withdrawn): void {
    if (this.#events === undefined) {
      event.raised = record(this, 1);
      this.#events = [event];
    } else {
      event.raised = record(this, this.#events.length + 1);
      this.#events.push(event);
    }
  }

  #checkOverdraft(): void {
    if (this.balance < -this.overdraftLimit) throw new RangeError('Balance is below the overdraft limit.');
  }
}

/** Written by hand: an event with the same checks. */
export class Withdrawn {
  readonly accountId: string;
  readonly amount: number;
  raised: Raised | undefined = undefined;

  constructor(given: { readonly accountId: string; readonly amount: number }) {
    requireObject('Withdrawn', given);
    this.accountId = identity('Withdrawn.accountId', given.accountId);
    this.amount = finite('Withdrawn.amount', given.amount);
    let keys = 0;
    // oxlint-disable-next-line no-unused-vars -- counts without making a list
    for (const _ in given) keys++;
    if (keys !== 2) refuseUnknownKeys('Withdrawn', given);
  }
}

export function make(index: number): Account {
  return new Account({
    id: identities[index & 63]!,
    owner: owners[index & 63]!,
    currency: 'EUR',
    balance: amounts[index & 63]!,
    overdraftLimit: 500.5,
    active: true,
  });
}

export function makeRich(index: number): Account {
  return new Account({
    id: identities[index & 63]!,
    owner: owners[index & 63]!,
    currency: 'EUR',
    balance: 1e12 + 0.5,
    overdraftLimit: 500.5,
    active: true,
  });
}
