import { checksOf, type Check } from './check.js';
import { deepEqual, strictEqual } from './expectations.js';
import { messageOf } from './messages.js';
import { claim, idsOf, longTime, put } from './outbox-entries.js';
import type { DatabaseSubject } from './subject.js';

const one = { stream: 'Account-1' };
const other = { stream: 'Account-2' };

/** What waits for what. */
export const outboxOrderChecks: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>(
  'outbox',
  'order of keys',
  {
    'What follows an entry that somebody holds waits for it, and others pass by': async ({ database }) => {
      await put(database, 'broker', messageOf('a1', one), messageOf('a2', one), messageOf('a3', one));
      await put(database, 'broker', messageOf('b1', other), messageOf('c'));
      const first = await claim(database, { limit: 1 });
      deepEqual(idsOf(first), ['a1']);
      const others = await claim(database, { owner: 'second' });
      deepEqual(idsOf(others), ['b1', 'c']);
      deepEqual(await database.outbox.done(first), []);
      deepEqual(idsOf(await claim(database, { owner: 'second' })), ['a2', 'a3']);
    },
    'Those of a key are given together, in their order, whatever their priority': async ({ database }) => {
      await put(
        database,
        'broker',
        messageOf('a1', { ...one, priority: 1 }),
        messageOf('a2', { ...one, priority: 9 }),
        messageOf('b1', { ...other, priority: 5 }),
      );
      deepEqual(idsOf(await claim(database)), ['b1', 'a1', 'a2']);
    },
    'What follows one that is tried again later waits for it': async ({ database }) => {
      await put(database, 'broker', messageOf('a1', one), messageOf('a2', one), messageOf('b1', other));
      const [first] = await claim(database, { limit: 1 });
      strictEqual(
        await database.outbox.failed(first!, 'unreachable', { kind: 'again', after: longTime }),
        true,
      );
      deepEqual(idsOf(await claim(database)), ['b1']);
      deepEqual(await database.outbox.requeue([first!.position]), [first!.position]);
      deepEqual(idsOf(await claim(database)), ['a1', 'a2']);
    },
    'When one fails, those that were claimed behind it are taken away': async ({ database }) => {
      await put(database, 'broker', messageOf('a1', one), messageOf('a2', one), messageOf('b1', other));
      const [first, second, another] = await claim(database);
      await database.outbox.failed(first!, 'unreachable', { kind: 'again', after: 0 });
      deepEqual(await database.outbox.done([second!, another!]), [second!.position]);
      deepEqual(idsOf(await claim(database)), ['a1', 'a2']);
    },
    'One is not done before those it follows': async ({ database }) => {
      await put(database, 'broker', messageOf('a1', one), messageOf('a2', one), messageOf('a3', one));
      const [first, second, third] = await claim(database);
      deepEqual(await database.outbox.done([second!]), [second!.position]);
      deepEqual(await database.outbox.done([third!, first!]), [third!.position]);
      deepEqual(await database.outbox.done([third!, second!]), []);
    },
    'Whose time was up loses also what follows the entry that somebody else got': async ({ database }) => {
      await put(database, 'broker', messageOf('a1', one), messageOf('a2', one));
      const [, late] = await claim(database, { leaseMs: 0 });
      const [taken] = await claim(database, { owner: 'second', limit: 1 });
      deepEqual(await database.outbox.done([taken!]), []);
      deepEqual(await database.outbox.done([late!]), [late!.position]);
      deepEqual(idsOf(await claim(database)), ['a2']);
    },
    'An abandoned one stops its key, unless that goes on': async ({ database }) => {
      await put(database, 'broker', messageOf('a1', one), messageOf('a2', one));
      await put(database, 'broker', messageOf('b1', other), messageOf('b2', other));
      const [a, , b, next] = await claim(database);
      await database.outbox.failed(a!, 'refused', { kind: 'abandon', keyWaits: true });
      await database.outbox.failed(b!, 'refused', { kind: 'abandon', keyWaits: false });
      deepEqual(await claim(database), []);
      deepEqual(await database.outbox.done([next!]), []);
      deepEqual(
        (await database.outbox.list({ state: 'abandoned', limit: 9 })).map(({ message, keyWaits }) => [
          message.metadata.id,
          keyWaits,
        ]),
        [
          ['a1', true],
          ['b1', false],
        ],
      );
      strictEqual(await database.outbox.discard(a!.position, 'not wanted'), true);
      deepEqual(idsOf(await claim(database)), ['a2']);
    },
    'Keys are those of a destination, and differ by every sign': async ({ database }) => {
      const keys = ['a', 'A', 'a ', 'á', 'a\u0301', '%', 'a_'];
      for (const [at, stream] of keys.entries())
        await put(database, 'broker', messageOf(`${at}`, { stream }));
      await put(database, 'commands', messageOf('c', { stream: 'a' }));
      for (const at of keys.keys()) deepEqual(idsOf(await claim(database, { limit: 1 })), [`${at}`]);
      const claimed = await database.outbox.claim('commands', { owner: 'p', limit: 9, leaseMs: longTime });
      deepEqual(idsOf(claimed), ['c']);
    },
    'However many wait behind others, what follows them is found': async ({ database }) => {
      await put(database, 'broker', ...Array.from({ length: 50 }, (_, at) => messageOf(`a${at}`, one)));
      await put(database, 'broker', messageOf('b1', other));
      const first = await claim(database, { limit: 1 });
      deepEqual(idsOf(await claim(database, { limit: 3 })), ['b1']);
      deepEqual(await database.outbox.done(first), []);
      deepEqual(idsOf(await claim(database, { limit: 3 })), ['a1', 'a2', 'a3']);
    },
  },
);
