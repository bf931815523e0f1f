import { describe, expect, test } from '@jest/globals';
import { metadataOf, versionOf } from '@domainry/core';
import { newBank, refusalOf } from '../unit-of-work/bank.js';

/** An account that was removed at version 2, and opened again under its identity. */
async function newReopened() {
  const bank = await newBank();
  const { accounts, open } = bank;
  const first = await open('1');
  const held = await accounts.get('1');
  first.deposit(1);
  await accounts.add(first);
  first.deposit(1);
  await accounts.add(first);
  await accounts.remove(first);
  const again = await open('1', 500);
  return { ...bank, held, again };
}

describe('an aggregate that was removed and created again under its identity', () => {
  test('goes on after the versions of the one before', async () => {
    const { again, accounts } = await newReopened();
    expect(versionOf(again)).toBe(3);

    again.deposit(1);
    await accounts.add(again);

    expect(versionOf(again)).toBe(4);
    expect(versionOf(await accounts.get('1'))).toBe(4);
  });

  test('cannot be overwritten by who still holds the one before', async () => {
    const { held, accounts } = await newReopened();

    held.deposit(7);
    const refused = await refusalOf(accounts.add(held));

    expect(refused).toMatchObject({ code: 'VERSION_CONFLICT', details: { expected: 0, actual: 3 } });
    expect((await accounts.get('1')).balance).toBe(500);
  });

  test('cannot be removed either by who still holds the one before', async () => {
    const { held, accounts } = await newReopened();

    expect((await refusalOf(accounts.remove(held))).code).toBe('VERSION_CONFLICT');
    expect(await accounts.has('1')).toBe(true);
  });

  test('goes on after statements over many as well', async () => {
    const { accounts, open, bank } = await newReopened();
    await accounts.query.delete();

    const [later, other] = await bank.unitOfWork(async () => [await open('1'), await open('2')]);

    expect([versionOf(later!), versionOf(other!)]).toEqual([4, 0]);
  });

  test('is one change of a unit of work, however often the unit writes', async () => {
    const { accounts, again, open, bank } = await newReopened();
    await accounts.remove(again);

    const later = await bank.unitOfWork(async () => {
      const opened = await open('1');
      expect(await accounts.query.count()).toBe(1);
      opened.deposit(1);
      expect(await accounts.query.count()).toBe(1);
      return opened;
    });

    expect(versionOf(later)).toBe(4);
    expect(versionOf(await accounts.get('1'))).toBe(4);
  });

  test('begins anew once the one before was forgotten', async () => {
    const { again, accounts, open } = await newReopened();
    await accounts.remove(again);

    await accounts.forgetRemoved('1', 'nobody');

    expect(versionOf(await open('1'))).toBe(0);
  });

  test('can be removed and forgotten by one unit of work, which leaves all as it was when it fails', async () => {
    const { again, accounts, open, bank } = await newReopened();
    const erase = (fails: boolean) =>
      bank.unitOfWork(async () => {
        await accounts.remove(await accounts.get('1'));
        await accounts.forgetRemoved('1');
        if (fails) throw new Error('not now');
      });

    await refusalOf(erase(true));
    expect(versionOf(await accounts.get('1'))).toBe(versionOf(again));
    await erase(false);

    expect(versionOf(await open('1'))).toBe(0);
  });

  test('is not forgotten while it is there, nor is any other that was to be forgotten with it', async () => {
    const { accounts, open } = await newReopened();
    const other = await open('2');
    await accounts.remove(other);

    const refused = await refusalOf(accounts.forgetRemoved('2', '1'));

    expect(refused).toMatchObject({
      code: 'AGGREGATE_STORED',
      message:
        'The Account with id 1 is still stored, so it cannot be forgotten: nothing was. Remove it before.',
      details: { element: 'Account', id: '1' },
    });
    expect(versionOf(await open('2'))).toBe(1);
  });

  test('is erased with all that was stored of it by one unit of work', async () => {
    const { again, accounts, bank, Account } = await newReopened();
    again.deposit(1);
    await accounts.add(again);

    await bank.unitOfWork(async ({ repository }) => {
      await repository(Account).remove(await repository(Account).get('1'));
      await bank.streams.of(Account, '1').delete();
      await repository(Account).forgetRemoved('1');
    });

    const history = [];
    for await (const each of bank.events.historyOf(Account, '1')) history.push(each);
    expect(history).toEqual([]);
    expect(await accounts.has('1')).toBe(false);
  });

  test('raises events that go on where those before ended: in the stream, and by the version they saw', async () => {
    const { again, accounts, bank, Deposited } = await newReopened();
    again.deposit(1);
    await accounts.add(again);

    const { events } = await bank.events.read({ types: [Deposited] });

    expect(events.map(({ version }) => version)).toEqual([0, 1, 2]);
    expect(events.map(({ event }) => metadataOf(event)?.expectedVersion)).toEqual([0, 1, 3]);
  });
});
