import { expect, test } from '@jest/globals';
import { DomainryError } from '@domainry/core';
import { versionConflict } from '@domainry/core/ports';
import { openBank, type Bank } from '../bank.js';

/** How a bank processes a command. */
type Process = (made: Bank, command: InstanceType<Bank['Move']>) => Promise<unknown>;

/**
 * Law 5: nothing is classified by the type of an exception across a commit. An event handler fails with what would be worth
 * another try before the commit; the command has succeeded, and is not tried again.
 */
async function keepsLaw5(process: Process): Promise<void> {
  const made = await openBank();
  const { bank, probe, Account, Open, Move } = made;
  await bank.process(new Open({ account: 'a' }));
  probe.commands = 0;
  probe.onEvent = () => {
    throw versionConflict('Somebody else', 1, 2);
  };

  await process(made, new Move({ account: 'a', amount: 5 }));

  expect(probe.commands).toBe(1);
  expect((await bank.repositoryFor(Account).get('a')).balance).toBe(5);
}

test('A conflict in an event handler is no conflict of the command', async () => {
  await expect(keepsLaw5(({ bank }, command) => bank.process(command))).resolves.toBeUndefined();
});

test('A conflict that a fault after the commit looks like is not tried again', async () => {
  const { bank, probe, Account, Open, Move } = await openBank();
  await bank.process(new Open({ account: 'a' }));
  probe.commands = 0;
  probe.onEvent = () => {
    throw versionConflict('Account a', 0, 1);
  };

  const { result, attempts, deliveries } = await bank.processWithReport(
    new Move({ account: 'a', amount: 5 }),
  );

  expect([result, attempts, probe.commands]).toEqual([5, 1, 1]);
  expect(deliveries.map(({ outcome }) => outcome)).toEqual(['parked']);
  expect((await bank.repositoryFor(Account).get('a')).balance).toBe(5);
});

test('A conflict before the commit is tried again, with fresh loads', async () => {
  const { bank, probe, Account, Open, Move } = await openBank();
  await bank.process(new Open({ account: 'a' }));
  probe.commands = 0;

  await Promise.all([1, 2, 3].map((amount) => bank.process(new Move({ account: 'a', amount }))));

  expect(probe.commands).toBeGreaterThan(3);
  expect((await bank.repositoryFor(Account).get('a')).balance).toBe(6);
});

test('Trying again whatever fails with a conflict, deliveries included, breaks the law', async () => {
  const naive: Process = async ({ bank }, command) => {
    for (let attempt = 1; ; attempt++) {
      try {
        const { deliveries } = await bank.processWithReport(command);
        for (const { error } of deliveries) if (error !== undefined) throw error as Error;
        return undefined;
      } catch (error) {
        if (attempt === 3 || !DomainryError.is(error, 'VERSION_CONFLICT')) return error;
      }
    }
  };

  await expect(keepsLaw5(naive)).rejects.toThrow('Expected: 1');
});
