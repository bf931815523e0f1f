import { checksOf, type Check } from './check.js';
import { deepEqual, strictEqual } from './expectations.js';
import { messageOf } from './messages.js';
import { claim, idsOf, longTime, put } from './outbox-entries.js';
import type { DatabaseSubject } from './subject.js';

/** What becomes of messages that cannot be handed over. */
export const outboxFailureChecks: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>(
  'outbox',
  'failures',
  {
    'Attempts that failed are counted, and the next one waits as long as was said': async ({ database }) => {
      await put(database, 'broker', messageOf('a'));
      for (const after of [0, 0, longTime]) {
        const [entry] = await claim(database);
        strictEqual(
          await database.outbox.failed(entry!, `unreachable for ${after}`, { kind: 'again', after }),
          true,
        );
      }
      deepEqual(await claim(database), []);
      const [entry] = await database.outbox.list({ state: 'delayed', limit: 9 });
      const { attempts, reason, until, firstFailure, lastFailure } = entry!;
      deepEqual([attempts, reason], [3, `unreachable for ${longTime}`]);
      strictEqual(firstFailure! <= lastFailure!, true);
      strictEqual(until, lastFailure! + longTime);
    },
    'What was abandoned stays, with the reason, and is not given': async ({ database }) => {
      await put(database, 'broker', messageOf('a'), messageOf('b'), messageOf('c'));
      for (const entry of await claim(database, { limit: 2 }))
        await database.outbox.failed(entry, 'refused \u0000 é', { kind: 'abandon', keyWaits: true });
      deepEqual(idsOf(await claim(database)), ['c']);
      const abandoned = await database.outbox.list({ destination: 'broker', state: 'abandoned', limit: 1 });
      const { attempts, reason, position } = abandoned[0]!;
      deepEqual(idsOf(abandoned), ['a']);
      deepEqual([attempts, /^refused . é$/u.test(reason!.replace('\u0000', '.'))], [1, true]);
      const rest = await database.outbox.list({ state: 'abandoned', after: position, limit: 9 });
      deepEqual(idsOf(rest), ['b']);
    },
    'What is put back waits again, with all attempts before it': async ({ database }) => {
      await put(database, 'broker', messageOf('a'), messageOf('b'));
      const [entry, other] = await claim(database);
      await database.outbox.failed(entry!, 'refused', { kind: 'abandon', keyWaits: true });
      const positions = [entry!.position, other!.position, other!.position + 99];
      deepEqual(await database.outbox.requeue(positions), [entry!.position]);
      deepEqual(await database.outbox.requeue(positions), []);
      const [again] = await claim(database);
      deepEqual([again!.message.metadata.id, again!.attempts], ['a', 0]);
      deepEqual(await database.outbox.done([entry!]), [entry!.position]);
    },
    'What is given up is not given, and only says what it was': async ({ database }) => {
      await put(database, 'broker', messageOf('a'), messageOf('b'));
      const [entry] = await claim(database, { limit: 1 });
      strictEqual(await database.outbox.discard(entry!.position, 'not wanted'), false);
      await database.outbox.failed(entry!, 'refused', { kind: 'abandon', keyWaits: true });
      strictEqual(await database.outbox.discard(entry!.position, 'not wanted'), true);
      strictEqual(await database.outbox.discard(entry!.position, 'not wanted'), false);
      deepEqual(await database.outbox.requeue([entry!.position]), []);
      deepEqual(idsOf(await claim(database)), ['b']);
      const [seen] = await database.outbox.list({ state: 'discarded', limit: 9 });
      deepEqual([seen!.message.metadata.id, seen!.message.data, seen!.reason], ['a', {}, 'not wanted']);
    },
    'An abandoned one can be claimed by itself, by one': async ({ database }) => {
      const key = { stream: 'Account-1' };
      await put(database, 'broker', messageOf('a', key), messageOf('b', key));
      const [entry, other] = await claim(database);
      const own = { owner: 'operator', leaseMs: longTime };
      strictEqual(await database.outbox.claimAbandoned(entry!.position, own), undefined);
      await database.outbox.failed(entry!, 'refused', { kind: 'abandon', keyWaits: false });
      const again = await database.outbox.claimAbandoned(entry!.position, own);
      strictEqual(again!.message.metadata.id, 'a');
      strictEqual(await database.outbox.claimAbandoned(entry!.position, own), undefined);
      deepEqual(await database.outbox.done([again!, other!]), []);
      deepEqual(await database.outbox.list({ limit: 9 }), []);
    },
  },
);
