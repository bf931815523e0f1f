import { afterEach, describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, DomainService, Event, ValueObject } from '@domainry/core';

function newBank() {
  const warnings: string[] = [];
  const bank = new Domain('Bank', { onWarning: (message) => void warnings.push(message) });
  @bank.event('Account', {
    deprecated: { since: '2.0', removal: '3.0' },
    supersededBy: () => Debited,
  })
  class Withdrawn extends Event<Withdrawn> {}
  @bank.event('Account')
  class Debited extends Event<Debited> {}
  @bank.aggregate
  class Account extends Aggregate<Account> {
    withdraw(): void {
      this.raise_(new Withdrawn());
      this.raise_(new Debited());
    }
  }
  return { bank, warnings, Account, Withdrawn };
}

describe('a deprecated element', () => {
  test('warns once when its event is raised, not when it is constructed, and names the successor', () => {
    const { warnings, Account, Withdrawn } = newBank();
    const account = new Account();

    expect(new Withdrawn()).toBeDefined();
    expect(warnings).toEqual([]);
    account.withdraw();
    account.withdraw();
    new Account().withdraw();

    expect(warnings).toEqual([
      'Bank: the event Withdrawn is deprecated since 2.0 and goes away with 3.0. Use Debited instead.',
    ]);
  });

  test('of another kind warns once when it is constructed', () => {
    const { bank, warnings } = newBank();
    @bank.valueObject({ deprecated: '2.0' })
    class Money extends ValueObject<Money> {}
    @bank.domainService([() => Account, 'Account'], { deprecated: { since: '1.5', use: 'Payments' } })
    class Service extends DomainService {}
    const { Account } = newBank();

    for (let i = 0; i < 3; i++) {
      expect(new Money()).toBeDefined();
      expect(new Service()).toBeDefined();
    }

    expect(warnings).toEqual([
      'Bank: the valueObject Money is deprecated since 2.0.',
      'Bank: the domainService Service is deprecated since 1.5. Use Payments instead.',
    ]);
  });

  test('warns through the fork in which it is first used', () => {
    const { bank, warnings, Account } = newBank();
    const heard: string[] = [];

    bank.fork({ onWarning: (message) => void heard.push(message) }).run(() => new Account().withdraw());

    expect(heard).toHaveLength(1);
    expect(warnings).toEqual([]);
  });
});

describe('without onWarning', () => {
  const { emitWarning } = process;
  afterEach(() => {
    process.emitWarning = emitWarning;
  });

  test('warnings are those of the process', () => {
    const emitted: unknown[][] = [];
    process.emitWarning = ((...given: unknown[]) => void emitted.push(given)) as never;
    const bank = new Domain('Bank');
    @bank.valueObject({ deprecated: '2.0' })
    class Money extends ValueObject<Money> {}

    expect(new Money()).toBeDefined();

    expect(emitted).toEqual([
      [
        'Bank: the valueObject Money is deprecated since 2.0.',
        { type: 'DeprecationWarning', code: 'DOMAINRY_DEPRECATED' },
      ],
    ]);
  });
});
