import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  Event,
  apply,
  field,
  handle,
  type Defaulted,
  type HandlerContext,
} from '@domainry/core';
import { postgres } from '../src/index.js';
import { isUncertain } from '../src/lost-commit.js';
import { mapAnyError } from '../src/map-error.js';
import { eventOf, open, settingOf, write } from './opened.js';
import { describeOnServer, newSchema, onServer, url } from './server.js';
import { writeWithoutPosition } from './without-position.js';

describeOnServer('connections of the pool', () => {
  test('are all given back when transactions are rolled back while they claim a key', async () => {
    const database = await open(newSchema(), { poolSize: 2, connectTimeout: 500 });
    for (let round = 0; round < 6; round++) {
      const transaction = await database.begin();
      const claim = transaction.idempotency.claim(`k${round}`, 'f', 'fail');
      const outcome = claim.then(
        () => 'claimed',
        (error: { readonly code: string }) => error.code,
      );
      await transaction.rollback();
      expect(await outcome).toBe('TRANSACTION_ENDED');
    }
    const { total, idle } = database.connections!()!;
    expect(idle).toBe(total);
    await database.close();
  });

  test('are enough, however many transactions hold one and ask for something beside', async () => {
    const database = await open(newSchema(), { poolSize: 3, connectTimeout: 2_000 });
    const attempts = Array.from({ length: 9 }, async (_, at) => {
      const transaction = await database.begin();
      try {
        await transaction.idempotency.claim(`k${at}`, 'f', 'fail');
        return await database.snapshots.load('S-1');
      } finally {
        await transaction.rollback();
      }
    });
    expect(await Promise.all(attempts)).toEqual(Array(9).fill(undefined));
    await database.close();
  });

  test('are enough for commands with keys to load by snapshots, even one', async () => {
    const counting = new Domain('Counting');
    @counting.event('Counter')
    class Counted extends Event<Counted> {}
    @counting.aggregate({ eventSourced: true, snapshotEvery: 1 })
    class Counter extends Aggregate<Counter> {
      @field.integer({ default: 0 }) count!: Defaulted<number>;
      @apply(Counted)
      counted(_event: Counted) {
        this.count += 1;
      }
    }
    @counting.command(Counter)
    class Count extends Command<Count, number> {}
    @counting.commandHandler(Counter)
    class CounterCommands {
      @handle(Count)
      async count(_command: Count, { repository }: HandlerContext): Promise<number> {
        const known = await repository(Counter).getOrNull('1');
        const counter = known ?? Counter.createFrom(new Counted({}), '1');
        if (known !== undefined) counter.raise_(new Counted({}));
        await repository(Counter).add(counter);
        return counter.count;
      }
    }
    void CounterCommands;
    const options = { connectionString: url, schema: newSchema(), poolSize: 1, connectTimeout: 2_000 };
    await counting.init({ databases: { default: postgres(options) } });
    const counts: number[] = [];
    for (let round = 0; round < 3; round++)
      counts.push(await counting.process(new Count({}), { idempotencyKey: `${round}` }));
    expect(counts.map((count) => count - counts[0]!)).toEqual([0, 1, 2]);
    // Snapshots are kept while nobody waits for it; who comes behind them does.
    for (let round = 0; round < 4; round++) await counting.health();
    await counting.close();
  });

  test('of a pool of one, held by a transaction, do not keep it from events that wait for their positions', async () => {
    const schema = newSchema();
    const database = await open(schema, { poolSize: 1, connectTimeout: 60_000 });
    await onServer(async (client) => {
      await client.query(`SET search_path = ${schema}`);
      await writeWithoutPosition(client, 'S-1', 'waiting');
    });

    const transaction = await database.begin();
    await transaction.idempotency.claim('key', 'f', 'fail');
    const [event] = await transaction.events.readStream('S-1', { limit: 10 });
    await transaction.events.append([{ stream: 'S-1', expected: 0, events: [eventOf('next')] }]);
    const { position } = await transaction.commit();

    expect([event!.id, event!.position, position]).toEqual(['waiting', 1, 2]);
    expect(database.connections!()!.total).toBe(1);
    await database.close();
  });

  test('are set as before after files of migrations that set something, and after statements that do', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'domainry-postgres-'));
    try {
      writeFileSync(join(folder, '0001-slow.sql'), "SET statement_timeout = '7s'; SET lock_timeout = 0;\n");
      const database = await open(newSchema(), { poolSize: 1, migrationFiles: folder });
      expect(await settingOf(database, 'statement_timeout')).toBe('30s');
      expect(await settingOf(database, 'lock_timeout')).toBe('10s');

      const transaction = await database.begin();
      await transaction.raw!.run("SELECT set_config('lock_timeout', '7s', false)", []);
      await transaction.commit();
      expect(await settingOf(database, 'lock_timeout')).toBe('10s');
      await database.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('reach a schema that is called as a word of SQL is', async () => {
    try {
      const database = await open('order');
      await write(database, 'S-1', eventOf('a'));
      expect(await database.events.lastPosition()).toBe(1);
      await database.close();
    } finally {
      await onServer((client) => client.query('DROP SCHEMA IF EXISTS "order" CASCADE'));
    }
  });

  test('that cannot be made are told of by a code, whatever the system says', async () => {
    await expect(open(newSchema(), { host: '/nowhere' })).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      details: { reason: 'ENOENT', during: 'connecting' },
    });
  });
});

describe('a commit', () => {
  test.each(['EHOSTUNREACH', 'ENETUNREACH', 'ERR_SSL_BAD_RECORD_MAC', '57P05'])(
    'that is answered by %s may have been done',
    (code) => {
      const error = Object.assign(new Error('gone'), { code });
      expect(isUncertain(mapAnyError('database', error))).toBe(true);
    },
  );
});
