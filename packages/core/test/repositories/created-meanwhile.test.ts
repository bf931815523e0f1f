import { AsyncResource } from 'node:async_hooks';
import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, Event, ValidationError, apply } from '@domainry/core';
import { newBank, refusalOf } from '../unit-of-work/bank.js';

/** Runs what somebody else does meanwhile: in no unit of work that is open here. */
const outside = new AsyncResource('outside');
const elsewhere = <Result>(act: () => Result): Result => outside.runInAsyncScope(act);

type Accounts = Awaited<ReturnType<typeof newBank>>['accounts'];

/** Notes that are kept as events. */
async function newNotes() {
  const notes = new Domain('Notes');
  @notes.event('Note')
  class Written extends Event<Written> {}
  @notes.aggregate({ eventSourced: true, lifecycleEvents: true })
  class Note extends Aggregate<Note> {
    write(): void {
      this.raise_(new Written());
    }
    @apply(Written)
    onWritten(): void {}
  }
  await notes.init();
  const kept = notes.repositoryFor(Note);
  const create = () => kept.add(new Note({ id: '1' }));
  return { notes, Note, kept, create };
}

describe('an identity that a unit of work found free, and somebody else took meanwhile', () => {
  test.each([
    ['get', (accounts: Accounts) => refusalOf(accounts.get('1'))],
    ['getOrNull', (accounts: Accounts) => accounts.getOrNull('1')],
    ['getMany', (accounts: Accounts) => refusalOf(accounts.getMany(['1']))],
    ['has', (accounts: Accounts) => accounts.has('1')],
  ])('is a conflict, whichever way it was found free: %s', async (_name, look) => {
    const { bank, Account, accounts, open } = await newBank();

    const refused = await refusalOf(
      bank.unitOfWork(async () => {
        await look(accounts);
        await elsewhere(() => open('1'));
        await accounts.add(new Account({ id: '1', iban: 'DE-other', balance: 1 }));
      }),
    );

    expect(refused).toMatchObject({
      code: 'VERSION_CONFLICT',
      message:
        'Account 1 was created by someone else after this unit of work had found none. Load it, and repeat what is to be done.',
      details: { subject: 'Account 1', expected: 'none', actual: null },
    });
    expect((await accounts.get('1')).iban).toBe('DE-1');
  });

  test('is a conflict as well when it was taken while the unit committed', async () => {
    const { bank, Account, accounts, open } = await newBank();

    const refused = await refusalOf(
      bank.unitOfWork(async () => {
        await accounts.getOrNull('1');
        await accounts.add(new Account({ id: '1', iban: 'DE-other', balance: 1 }));
        // A question has it written, before the other one.
        await accounts.query.count();
        await elsewhere(() => open('1'));
      }),
    );

    expect(refused.code).toBe('VERSION_CONFLICT');
  });

  test('is a conflict for what is kept as events, too', async () => {
    const { notes, kept, create } = await newNotes();

    const refused = await refusalOf(
      notes.unitOfWork(async () => {
        await kept.getOrNull('1');
        await elsewhere(create);
        await create();
      }),
    );

    expect(refused.code).toBe('VERSION_CONFLICT');
  });
});

describe('an identity that is taken', () => {
  test('is a violation for who did not look', async () => {
    const { bank, Account, accounts, open } = await newBank();
    await open('1');

    const refused = await refusalOf(
      bank.unitOfWork(() => accounts.add(new Account({ id: '1', iban: 'DE-other', balance: 1 }))),
    );

    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ violations: [{ path: ['id'], code: 'unique' }] });
  });

  test('is a violation where another field is taken as well as where it is free', async () => {
    const { bank, Account, accounts, open } = await newBank();

    const refused = await refusalOf(
      bank.unitOfWork(async () => {
        await accounts.getOrNull('1');
        await elsewhere(() => open('2'));
        await accounts.add(new Account({ id: '1', iban: 'DE-2', balance: 1 }));
      }),
    );

    expect(refused).toMatchObject({ violations: [{ path: ['iban'], code: 'unique' }] });
  });

  test('is a violation when nothing that can be loaded has it: it was discarded', async () => {
    const { notes, kept, create } = await newNotes();
    await create();
    const note = await kept.get('1');
    note.discard();
    await kept.add(note);

    const refused = await refusalOf(
      notes.unitOfWork(async () => {
        expect(await kept.getOrNull('1')).toBeNull();
        await create();
      }),
    );

    expect(refused).toMatchObject({ violations: [{ path: ['id'], code: 'unique' }] });
  });
});
