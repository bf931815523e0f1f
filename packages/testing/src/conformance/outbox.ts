import type { Message } from '@domainry/core/ports';
import { checksOf, type Check } from './check.js';
import { deepEqual, strictEqual } from './expectations.js';
import { messageOf } from './messages.js';
import { claim, idsOf, listed, longTime, put } from './outbox-entries.js';
import type { DatabaseSubject } from './subject.js';

export const outboxChecks: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>('outbox', 'outbox', {
  'Messages wait in the order in which they were written, each for its destination': async ({ database }) => {
    await put(database, 'broker', messageOf('a'), messageOf('b'));
    await put(database, 'commands', messageOf('c'));
    await put(database, 'broker', messageOf('d'));
    deepEqual(await listed(database, 'broker'), ['a', 'b', 'd']);
    deepEqual(await listed(database, 'commands'), ['c']);
    deepEqual(await listed(database, 'nobody'), []);
    const entries = await database.outbox.list({ limit: 9 });
    deepEqual(idsOf(entries), ['a', 'b', 'c', 'd']);
    const positions = entries.map(({ position }) => position);
    deepEqual(
      positions,
      positions.toSorted((one, other) => one - other),
    );
    strictEqual(new Set(positions).size, 4);
    deepEqual(idsOf(await database.outbox.list({ after: positions[1]!, limit: 1 })), ['c']);
    deepEqual(idsOf(await claim(database, { limit: 2 })), ['a', 'b']);
    deepEqual(idsOf(await claim(database)), ['d']);
    deepEqual(await claim(database), []);
  },
  'Those of a higher priority come first, and among the same the earlier ones': async ({ database }) => {
    await put(
      database,
      'broker',
      messageOf('a'),
      messageOf('b', { priority: 5 }),
      messageOf('c', { priority: -1 }),
    );
    await put(database, 'broker', messageOf('d', { priority: 5 }), messageOf('e', { priority: 0 }));
    deepEqual(idsOf(await claim(database, { limit: 3 })), ['b', 'd', 'a']);
    deepEqual(idsOf(await claim(database)), ['e', 'c']);
  },
  'Everything known of a message is kept': async ({ database }) => {
    const message: Message = {
      data: { text: '\u0000 é', nested: { list: [null, 1.5] } },
      metadata: {
        ...messageOf('a').metadata,
        kind: 'command',
        stream: 'Account-1',
        causationId: 'z',
        originStream: 'Order-1',
        sequence: 2,
        expectedVersion: 7,
        priority: 1,
        deadline: new Date(1_900_000_000_000),
        idempotencyKey: 'k',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        tenant: 't',
        extensions: { user: { id: 1 } },
      },
    };
    await put(database, 'broker', message);
    const [seen] = await database.outbox.list({ limit: 1 });
    deepEqual(seen!.message, message);
    strictEqual(seen!.key, 'Account-1');
    const [entry] = await claim(database);
    deepEqual(entry!.message, message);
    strictEqual(entry!.key, 'Account-1');
  },
  'What was handed over is gone, and its position is not given again': async ({ database }) => {
    await put(database, 'broker', messageOf('a'), messageOf('b'));
    const claimed = await claim(database, { limit: 1 });
    deepEqual(await database.outbox.done(claimed), []);
    deepEqual(await listed(database, 'broker'), ['b']);
    await put(database, 'broker', messageOf('c'));
    const positions = (await database.outbox.list({ limit: 9 })).map(({ position }) => position);
    strictEqual(positions.includes(claimed[0]!.position), false);
  },
  'Many are done at once': async ({ database }) => {
    const key = { stream: 'Account-1' };
    await put(database, 'broker', messageOf('a', key), messageOf('b'), messageOf('c', key), messageOf('d'));
    const claimed = await claim(database);
    deepEqual(await database.outbox.done(claimed.slice(0, 3)), []);
    deepEqual(await listed(database, 'broker'), ['d']);
    deepEqual(await database.outbox.done([]), []);
  },
  'What is not committed does not wait': async ({ database }) => {
    const transaction = await database.begin();
    await transaction.outbox.put('broker', [messageOf('a')]);
    deepEqual(await listed(database, 'broker'), []);
    deepEqual(await claim(database), []);
    await transaction.rollback();
    deepEqual(await listed(database, 'broker'), []);
  },
  'Entries of each destination are counted by what has become of them': async ({ database }) => {
    deepEqual(await database.outbox.counts(), []);
    await put(database, 'broker', ...['a', 'b', 'c', 'd', 'e'].map((id) => messageOf(id)));
    await put(database, 'commands', messageOf('f'));
    const [a, b, c] = await claim(database, { limit: 3 });
    await database.outbox.failed(b!, 'unreachable', { kind: 'again', after: longTime });
    await database.outbox.failed(c!, 'refused', { kind: 'abandon', keyWaits: true });
    const [broker, commands, ...more] = await database.outbox.counts();
    deepEqual(more, []);
    const none = { waiting: 0, claimed: 0, delayed: 0, abandoned: 0, discarded: 0 };
    const { waitingSince, ...counted } = broker!;
    deepEqual(counted, { ...none, destination: 'broker', waiting: 2, claimed: 1, delayed: 1, abandoned: 1 });
    strictEqual(waitingSince! > 1_500_000_000_000, true);
    deepEqual(
      { ...commands, waitingSince: 0 },
      { ...none, destination: 'commands', waiting: 1, waitingSince: 0 },
    );
    deepEqual(await database.outbox.done([a!]), []);
    for (const { position } of await database.outbox.list({ destination: 'broker', limit: 9 }))
      strictEqual(await database.outbox.discard(position, 'not wanted'), true);
    deepEqual(
      [(await database.outbox.counts())[0]],
      [{ ...none, destination: 'broker', discarded: 4, waitingSince: undefined }],
    );
  },
});
