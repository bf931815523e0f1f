import { AssertionError } from 'node:assert';
import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, Event, apply, field, invariant, type Defaulted } from '@domainry/core';
import { given } from '@domainry/testing';

const banking = new Domain('Banking');

@banking.event('Ledger')
class Opened extends Event<Opened> {
  @field.string({ required: true }) readonly owner!: string;
}
@banking.event('Ledger')
class Moved extends Event<Moved> {
  @field.integer({ required: true }) readonly amount!: number;
}
@banking.aggregate({ eventSourced: true })
class Ledger extends Aggregate<Ledger> {
  @field.string({ required: true }) owner!: string;
  @field.integer({ default: 0 }) balance!: Defaulted<number>;
  @invariant.post('The balance is not negative')
  balanceIsNotNegative() {
    return this.balance >= 0;
  }
  move(amount: number) {
    if (amount !== 0) this.raise_(new Moved({ amount }));
  }
  @apply(Opened)
  opened({ owner }: Opened) {
    this.owner = owner;
  }
  @apply(Moved)
  moved({ amount }: Moved) {
    this.balance += amount;
  }
}

const opened = new Opened({ owner: 'Ann' });

describe('given, when, then of an event-sourced aggregate', () => {
  const ledger = given(Ledger, [opened, new Moved({ amount: 10 })], 'a');

  test('tells what happens', () => {
    const withdrawn = ledger.when((found) => found.move(-4));
    const left = ledger.when((found) => found.move(0));

    expect(() => withdrawn.thenHappened(new Moved({ amount: -4 }))).not.toThrow();
    expect(() => left.thenNothing()).not.toThrow();
  });

  test('begins anew each time', () => {
    for (let times = 0; times < 3; times++) {
      const tried = ledger.when((found) => found.move(-10));
      expect(() => tried.thenHappened(new Moved({ amount: -10 }))).not.toThrow();
    }
  });

  test('tells what is refused, and why', () => {
    const tried = ledger.when((found) => found.move(-11));

    expect(() => tried.thenRefused()).not.toThrow();
    expect(() => tried.thenRefused('The balance is not negative')).not.toThrow();
    expect(() => tried.thenRefused(/not negative/)).not.toThrow();
    expect(() => tried.thenRefused(Error)).not.toThrow();
    expect(() => tried.thenRefused('something else')).toThrow('The balance is not negative');
    expect(() => tried.thenHappened(new Moved({ amount: -11 }))).toThrow('The balance is not negative');
    expect(() => tried.thenNothing()).toThrow('The balance is not negative');
  });

  test('fails when something else happens', () => {
    const tried = ledger.when((found) => found.move(1));

    expect(() => tried.thenHappened(new Moved({ amount: 2 }))).toThrow(AssertionError);
    expect(() => tried.thenHappened(new Opened({ owner: 'Ann' }))).toThrow(AssertionError);
    expect(() => tried.thenHappened()).toThrow(AssertionError);
    expect(() => tried.thenNothing()).toThrow(AssertionError);
    expect(() => tried.thenRefused()).toThrow('It was to be refused, and was not: Moved happened.');
  });

  test('needs the first event, and a history that can have been', () => {
    expect(() => given(Ledger, [])).toThrow('Given no event there is no Ledger to ask.');
    expect(() => given(Ledger, [opened, new Moved({ amount: -1 })], 'a').when(() => undefined)).toThrow(
      'The balance is not negative',
    );
  });
});

describe('given, when, then of a decider', () => {
  const decider = {
    initial: () => ({ balance: 0 }),
    decide: (amount: number, { balance }: { readonly balance: number }) => {
      if (balance + amount < 0) throw new RangeError('too little');
      return amount === 0 ? [] : new Moved({ amount });
    },
    evolve: ({ balance }: { readonly balance: number }, { amount }: Moved) => ({ balance: balance + amount }),
  };

  test('tells what is decided', () => {
    given(decider, [new Moved({ amount: 5 })])
      .when(-5)
      .thenHappened(new Moved({ amount: -5 }));
    given(decider, []).when(0).thenNothing();

    expect(() => given(decider, []).when(1).thenNothing()).toThrow(AssertionError);
  });

  test('tells what is refused', () => {
    const tried = given(decider, [new Moved({ amount: 5 })]).when(-6);

    expect(() => tried.thenRefused(RangeError)).not.toThrow();
    expect(() => tried.thenRefused(TypeError)).toThrow('too little');
  });
});
