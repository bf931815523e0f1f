import type { Database, Message } from '@domainry/core/ports';
import { checksOf, type Check } from './check.js';
import { deepEqual, strictEqual } from './expectations.js';
import { messageOf } from './messages.js';
import { transact, type DatabaseSubject } from './subject.js';

export const outboxChecks: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>('outbox', 'outbox', {
  'Messages wait in the order of commits, each for its destination': async ({ database }) => {
    await put(database, 'broker', messageOf('a'), messageOf('b'));
    await put(database, 'commands', messageOf('c'));
    await put(database, 'broker', messageOf('d'));
    deepEqual(await waiting(database, 'broker'), ['a', 'b', 'd']);
    deepEqual(await waiting(database, 'broker', 2), ['a', 'b']);
    deepEqual(await waiting(database, 'commands'), ['c']);
    deepEqual(await waiting(database, 'nobody'), []);
    const positions = (await database.outbox.waiting('broker', 9)).map(({ position }) => position);
    deepEqual(
      positions,
      positions.toSorted((one, other) => one - other),
    );
    strictEqual(new Set(positions).size, 3);
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
    deepEqual(await waiting(database, 'broker'), ['b', 'd', 'a', 'e', 'c']);
    deepEqual(await waiting(database, 'broker', 3), ['b', 'd', 'a']);
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
    const [entry] = await database.outbox.waiting('broker', 1);
    deepEqual(entry!.message, message);
  },
  'What was handed over does not wait any more': async ({ database }) => {
    await put(database, 'broker', messageOf('a'), messageOf('b'));
    const [first] = await database.outbox.waiting('broker', 1);
    await database.outbox.done(first!.position);
    await database.outbox.done(first!.position);
    deepEqual(await waiting(database, 'broker'), ['b']);
    await put(database, 'broker', messageOf('c'));
    const positions = (await database.outbox.waiting('broker', 9)).map(({ position }) => position);
    strictEqual(positions.includes(first!.position), false);
  },
  'Attempts that failed are counted, and the message keeps its place': async ({ database }) => {
    await put(database, 'broker', messageOf('a'), messageOf('b'));
    const [first] = await database.outbox.waiting('broker', 1);
    strictEqual(first!.attempts, 0);
    await database.outbox.failed(first!.position, 'unreachable');
    await database.outbox.failed(first!.position, 'unreachable');
    const entries = await database.outbox.waiting('broker', 9);
    deepEqual(
      entries.map(({ attempts, message }) => [message.metadata.id, attempts]),
      [
        ['a', 2],
        ['b', 0],
      ],
    );
  },
  'What is not committed does not wait': async ({ database }) => {
    const transaction = await database.begin();
    await transaction.outbox.put('broker', [messageOf('a')]);
    deepEqual(await waiting(database, 'broker'), []);
    await transaction.rollback();
    deepEqual(await waiting(database, 'broker'), []);
  },
});

async function put(database: Database, destination: string, ...messages: Message[]): Promise<void> {
  await transact(database, ({ outbox }) => outbox.put(destination, messages));
}

async function waiting(database: Database, destination: string, limit = 9): Promise<string[]> {
  return (await database.outbox.waiting(destination, limit)).map(({ message }) => message.metadata.id);
}
