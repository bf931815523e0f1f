import { expect, test } from '@jest/globals';
import { newLedgers, newLog, withLedger, type Ledgers } from './ledger.js';

test('a snapshot is kept when enough events were written, and loading goes on from it', async () => {
  const made = await withLedger(newLedgers({ snapshotEvery: 10 }));
  await deposit(made, 12);
  made.probe.evolved = 0;

  const state = await made.banking.stateOf(made.ledger, 'a');

  expect(state.balance).toBe(12);
  expect(made.probe.evolved).toBe(0);
  expect(await snapshotOf(made)).toMatchObject({
    version: 12,
    data: '{"state":{"balance":12,"isOpen":true,"isClosed":false,"owner":"Ann"}}',
  });
});

test('what came after the snapshot is added to it', async () => {
  const made = await withLedger(newLedgers({ snapshotEvery: 10 }));
  await deposit(made, 12);
  await deposit(made, 3);
  made.probe.evolved = 0;

  expect((await made.banking.stateOf(made.ledger, 'a')).balance).toBe(15);
  expect(made.probe.evolved).toBe(3);
});

test('a state of the past does not come from a later snapshot', async () => {
  const made = await withLedger(newLedgers({ snapshotEvery: 10 }));
  await deposit(made, 12);

  expect((await made.banking.stateOf(made.ledger, 'a', { atVersion: 4 })).balance).toBe(4);
});

test('a snapshot of another version of the state is ignored', async () => {
  const made = await withLedger(newLedgers({ snapshotEvery: 10 }));
  await deposit(made, 12);
  const { version, data, time, stream, format } = (await snapshotOf(made))!;
  const later = newLedgers({ snapshotEvery: 10, stateVersion: 2 });
  await later.banking.init({
    databases: { default: { ...made.watched, open: async () => made.store.database! } },
  });
  expect(await later.banking.stateOf(later.ledger, 'a')).toMatchObject({ balance: 12 });
  expect(later.probe.evolved).toBe(13);

  // Its own are kept in their place.
  await deposit(later, 10);

  expect(await snapshotOf(made)).toMatchObject({ version: 22 });
  expect((await snapshotOf(made))!.format).not.toBe(format);
  expect([version, stream, typeof time, typeof data]).toEqual([12, 'Ledger-a', 'number', 'string']);
});

test('a state that is no plain data makes no snapshot, and the log says where', async () => {
  const log = newLog();
  const made = await withLedger(newLedgers({ snapshotEvery: 2 }), { logger: log });
  const errors: unknown[] = [];
  log.warn = (_message, facts) => void errors.push((facts as { error: Error }).error.message);
  made.probe.state = { isOpen: true, opened: [new Date(0)] };

  await deposit(made, 5);

  expect(await snapshotOf(made)).toBeUndefined();
  expect(errors).toEqual([
    'No snapshot of Ledger can be kept: its state.opened[0] is Date. Keep plain data in the state (texts, finite numbers, booleans, null, arrays, plain objects), or leave out snapshotEvery.',
  ]);
});

async function deposit({ banking, Deposit }: Ledgers, times: number): Promise<void> {
  await banking.process(new Deposit({ ledgerId: 'a', amount: 1, times }));
}

function snapshotOf({ store }: Ledgers) {
  return store.database!.snapshots.load('Ledger-a');
}
