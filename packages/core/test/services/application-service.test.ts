import { describe, expect, test } from '@jest/globals';
import { Aggregate, ApplicationService, Domain, invariant, useCase } from '@domainry/core';
import { Account, banking } from './world.js';

@banking.applicationService(Account)
class Accounts extends ApplicationService {
  isOpen = true;

  constructor(readonly opening: number) {
    super();
  }

  @invariant.pre('The branch is open')
  branchIsOpen() {
    return this.isOpen;
  }

  @useCase
  open(): Account {
    return new Account({ balance: this.opening });
  }

  @useCase({ description: 'Moves money onto an account' })
  async deposit(account: Account, amount: number): Promise<number> {
    await Promise.resolve();
    account.move(amount);
    return account.balance;
  }

  failAfter(account: Account): void {
    account.move(1);
    throw new Error('too late');
  }
}

describe('an application service', () => {
  test('takes constructor arguments and runs its use cases', async () => {
    const service = new Accounts(5);

    const account = service.open();

    expect(await service.deposit(account, 2)).toBe(7);
  });

  test('checks its rules around every public method', async () => {
    const service = new Accounts(5);
    const account = service.open();
    service.isOpen = false;

    expect(() => service.open()).toThrow('The branch is open');
    expect(() => void service.deposit(account, 1)).toThrow('The branch is open');
  });

  test('leaves what a failing method changed to the unit of work', () => {
    const service = new Accounts(5);
    const account = service.open();

    expect(() => service.failAfter(account)).toThrow('too late');

    expect(account.balance).toBe(6);
  });

  test('records which methods are use cases', () => {
    const { handles } = banking.registry.find('Accounts')!;

    expect(handles).toEqual([
      { method: 'open', by: 'useCase', options: {} },
      { method: 'deposit', by: 'useCase', options: { description: 'Moves money onto an account' } },
    ]);
  });

  test('belongs to an aggregate, or to none', () => {
    const shop = new Domain('Shop');
    shop.register(class Order extends Aggregate {});
    shop.register(class Orders extends ApplicationService {}, { partOf: 'Order' });
    shop.register(class Everything extends ApplicationService {});
    shop.register(class Lost extends ApplicationService {}, { partOf: 'Orders' });

    expect(shop.check().map(({ element, code }) => [element, code])).toEqual([['Lost', 'REFERENCE_KIND']]);
  });
});
