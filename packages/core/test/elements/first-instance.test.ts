import { afterEach, expect, jest, test } from '@jest/globals';
import { Aggregate, Domain, Event, ValidationError, field, invariant, type Computed } from '@domainry/core';

const { Function: original } = globalThis;
afterEach(() => {
  globalThis.Function = original;
});

function accountOf(domain: Domain) {
  @domain.aggregate
  class Account extends Aggregate<Account> {
    @field.integer({ required: true }) balance!: number;

    @invariant.post('The balance is not negative')
    balanceMustNotBeNegative() {
      return this.balance >= 0;
    }

    withdraw(amount: number) {
      this.balance -= amount;
    }

    get added(): Computed<number> {
      return this.balance;
    }

    set added(amount: number) {
      this.balance += amount;
    }
  }
  return Account;
}

test('a class has all its members before its first instance, and the same after it', () => {
  const Account = accountOf(new Domain('Banking'));
  const before = membersOf(Account.prototype);

  expect(new Account({ balance: 1 }).toDict()).toMatchObject({ balance: 1 });

  expect(before).toEqual(
    expect.arrayContaining(['id get set', 'balance get set', 'withdraw 1', 'added get set', 'toDict 1']),
  );
  expect(membersOf(Account.prototype)).toEqual(before);
});

test('a spy that is put on a method before the first instance stays, and the method is still one change', () => {
  const Account = accountOf(new Domain('Banking'));
  const spy = jest.spyOn(Account.prototype, 'withdraw');

  const account = new Account({ balance: 10 });

  expect(() => account.withdraw(11)).toThrow(ValidationError);
  expect(account.balance).toBe(10);
  account.withdraw(4);
  expect(account.balance).toBe(6);
  expect(spy).toHaveBeenCalledTimes(2);
});

test('a class whose prototype is frozen before the first instance works', () => {
  const Account = accountOf(new Domain('Banking'));
  Object.freeze(Account.prototype);

  const account = new Account({ balance: 10 });

  expect(() => account.withdraw(11)).toThrow(ValidationError);
  account.added = 2;
  account.balance += 3;
  expect(account.toDict()).toMatchObject({ balance: 15 });
});

test('a class that was registered while code could be generated works when that is forbidden later', () => {
  const domain = new Domain('Banking');
  const Account = accountOf(domain);

  @domain.event(Account)
  class Opened extends Event<Opened> {
    @field.integer({ required: true }) readonly balance!: number;
  }
  const forbidden = jest.fn(() => {
    throw new EvalError('Code generation from strings disallowed for this context');
  });
  globalThis.Function = forbidden as unknown as FunctionConstructor;

  const account = new Account({ balance: 10 });
  account.raise_(new Opened({ balance: 10 }));

  expect(() => account.withdraw(11)).toThrow(ValidationError);
  expect(account.toDict()).toMatchObject({ balance: 10 });
  expect(account.pendingEvents).toHaveLength(1);
  expect(forbidden.mock.calls.length).toBe(Number(isGenerationAllowed()) * 2);
});

test('two classes of one name, made from different fields, do not know each other', () => {
  const One = accountOf(new Domain('One'));
  const Two = accountOf(new Domain('Two'));

  expect(new One({ balance: 1 })).not.toBeInstanceOf(Two);
  expect(() => new Two({ balance: -1 })).toThrow(ValidationError);
});

/** False where the suite runs without code generation: nothing asks for it then after registration. */
function isGenerationAllowed(): boolean {
  try {
    // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- that is the question
    return new original('return true') instanceof original;
  } catch {
    return false;
  }
}

/** Names of the members of a prototype; how an accessor is made up, how many parameters a method has. */
function membersOf(prototype: object): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .map(([name, { get, set, value }]) => {
      const kind =
        typeof value === 'function' ? `${value.length}` : `${get ? 'get' : ''} ${set ? 'set' : ''}`;
      return `${name} ${kind}`;
    })
    .sort();
}
