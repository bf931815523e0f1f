import { describe, expect, test } from '@jest/globals';
import { Aggregate, ApplicationService, DomainService, useCase } from '@domainry/core';
import { newBank, newLog } from './bank.js';

function newBranch() {
  const made = newBank();
  const { bank, probe, Account } = made;

  @bank.applicationService(Account)
  class Accounts extends ApplicationService {
    @useCase
    async openTwo(fails: boolean): Promise<number> {
      await bank.repositoryFor(Account).add(Account.open('x', 1));
      await bank.repositoryFor(Account).add(Account.open('y', 2));
      if (fails) throw new Error('after both');
      return 2;
    }

    @useCase
    twice(amount: number): number {
      return this.double(amount);
    }

    double(amount: number): number {
      probe.log.push('double');
      return amount * 2;
    }
  }
  return { ...made, Accounts };
}

describe('a use case', () => {
  test('may be one of several aggregates: its service belongs to none, and runs in one unit of work', async () => {
    const made = newBank();
    const { bank, Account } = made;
    @bank.aggregate
    class Branch extends Aggregate<Branch> {}
    @bank.applicationService({ description: 'Opens branches with their first account' })
    class Branches extends ApplicationService {
      @useCase
      async open(id: string): Promise<void> {
        await bank.repositoryFor(Branch).add(new Branch({ id }));
        await bank.repositoryFor(Account).add(Account.open('x', 1));
      }
    }
    @bank.applicationService()
    class Nothing extends ApplicationService {}
    await bank.init({ logger: newLog() });

    await bank.service(Branches).open('b');

    expect(await bank.repositoryFor(Branch).has('b')).toBe(true);
    expect(await bank.repositoryFor(Account).has('x')).toBe(true);
    expect(bank.registry.clusterOf(Branches)).toBeUndefined();
    expect(bank.service(Nothing)).toEqual({});
    await expect(bank.service(Branches).open('b')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('is one unit of work', async () => {
    const { bank, Account, Accounts } = newBranch();
    await bank.init({ logger: newLog() });
    const service = bank.service(Accounts);

    await expect(service.openTwo(true)).rejects.toThrow('after both');
    expect(await bank.repositoryFor(Account).has('x')).toBe(false);
    expect(await service.openTwo(false)).toBe(2);
    expect(await bank.repositoryFor(Account).has('y')).toBe(true);
  });

  test('is a part of the unit of work it is called in', async () => {
    const { bank, Account, Accounts } = newBranch();
    await bank.init();
    const service = bank.service(Accounts);

    await expect(
      bank.unitOfWork(async () => {
        await service.openTwo(false);
        throw new Error('outer');
      }),
    ).rejects.toThrow('outer');
    expect(await bank.repositoryFor(Account).has('x')).toBe(false);
  });

  test('may use the other methods of its service, which are not offered to others', async () => {
    const { bank, probe, Accounts } = newBranch();
    await bank.init();
    const service = bank.service(Accounts);

    expect(await service.twice(4)).toBe(8);
    expect(probe.log).toEqual(['double']);
    expect(Object.keys(service)).toEqual(['openTwo', 'twice']);
  });

  test('of a service with parameters needs a container', async () => {
    const { bank, Account } = newBank();
    @bank.applicationService(Account)
    class Needy extends ApplicationService {
      constructor(readonly opening: number) {
        super();
      }
      @useCase
      amount(): number {
        return this.opening;
      }
    }
    await bank.init();
    await expect(bank.service(Needy).amount()).rejects.toMatchObject({ code: 'HANDLER_UNRESOLVED' });
    await bank.close();

    await bank.init({ resolve: (cls) => new (cls as unknown as new (opening: number) => never)(7) });
    expect(await bank.service(Needy).amount()).toBe(7);
  });

  test('is looked for in application services only', async () => {
    const { bank, Account } = newBank();
    @bank.domainService([Account])
    class Transfer extends DomainService {}
    await bank.init();

    expect(() => bank.service(Transfer as never)).toThrow('no application service of Banking');
  });
});
