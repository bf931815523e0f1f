import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Aggregate, Domain, field, memory } from '@domainry/core';
import type { Database, DatabaseModel, StateRecord } from '@domainry/core/ports';
import { Client } from 'pg';
import { postgres } from '../src/index.js';
import { eventOf } from './opened.js';
import { describeOnServer, newSchema, onServer, url } from './server.js';

let schema: string;
let model: DatabaseModel;
let database: Database;

async function modelOfAccounts(): Promise<DatabaseModel> {
  const domain = new Domain('Refusing');
  @domain.aggregate({ unique: [{ fields: ['iban'] }] })
  class Account extends Aggregate<Account> {
    @field.string({ required: true }) iban!: string;
    @field.integer() balance?: number;
  }
  void Account;
  let found: DatabaseModel | undefined;
  await domain.init({
    databases: { default: { name: 'listening', open: (given) => memory().open((found = given)) } },
  });
  await domain.close();
  return found!;
}

function account(id: string, iban: string): StateRecord {
  return { id, version: 0, data: { id, iban } };
}

/** The identities of all accounts that are there. */
async function accounts(): Promise<readonly unknown[]> {
  const [shape] = model.shapes;
  const found = await database.states.find(shape!, { where: { kind: 'everything' }, orderBy: [] });
  return found.map(({ id }) => String(id)).toSorted((one, other) => (one < other ? -1 : 1));
}

describeOnServer('a transaction in which a write was refused', () => {
  beforeEach(async () => {
    schema = newSchema();
    model = await modelOfAccounts();
    database = await postgres({ connectionString: url, schema }).open(model);
  });
  afterEach(async () => {
    await database.close();
  });

  test('goes on, with what was written before and after', async () => {
    const [shape] = model.shapes;
    const transaction = await database.begin();
    await transaction.states.insert(shape!, account('a', 'DE1'));
    await expect(transaction.states.insert(shape!, account('b', 'DE1'))).rejects.toMatchObject({
      code: 'UNIQUE_CONFLICT',
      details: { fields: ['iban'] },
    });
    await expect(transaction.states.insert(shape!, account('a', 'DE2'))).rejects.toMatchObject({
      code: 'UNIQUE_CONFLICT',
      details: { fields: ['id'] },
    });
    expect(await transaction.states.count(shape!, { kind: 'everything' })).toBe(1);
    await transaction.states.insert(shape!, account('c', 'DE3'));
    await expect(
      transaction.states.update(shape!, { ...account('c', 'DE1'), version: 1 }, 0),
    ).rejects.toMatchObject({ code: 'UNIQUE_CONFLICT' });
    await transaction.states.update(shape!, { ...account('c', 'DE4'), version: 1 }, 0);
    await transaction.events.append([{ stream: 'S-1', expected: 'none', events: [eventOf('e')] }]);
    expect((await transaction.commit()).position).toBe(1);

    expect(await accounts()).toEqual(['a', 'c']);
    expect((await database.states.get(shape!, 'c'))?.data['iban']).toBe('DE4');
  });

  test('leaves alone what is written and read beside the one that is refused', async () => {
    const [shape] = model.shapes;
    for (let round = 0; round < 5; round++) {
      const transaction = await database.begin();
      const of = (id: string): string => `${round}.${id}`;
      await transaction.states.insert(shape!, account(of('a'), of('1')));
      const outcomes = await Promise.allSettled([
        transaction.states.insert(shape!, account(of('b'), of('1'))),
        transaction.states.insert(shape!, account(of('c'), of('1'))),
        transaction.states.insert(shape!, account(of('d'), of('4'))),
        transaction.states.get(shape!, of('a')),
        transaction.raw!.run('SELECT 1', []),
      ]);
      expect(
        outcomes.map((outcome) =>
          outcome.status === 'rejected' ? (outcome.reason as { code: unknown }).code : 'done',
        ),
      ).toEqual(['UNIQUE_CONFLICT', 'UNIQUE_CONFLICT', 'done', 'done', 'done']);
      await transaction.commit();
    }
    expect(await accounts()).toEqual([0, 1, 2, 3, 4].flatMap((round) => [`${round}.a`, `${round}.d`]));
  });

  test('is rolled back, and its connection fit for others, while a write is on its way to be refused', async () => {
    await database.close();
    database = await postgres({ connectionString: url, schema, poolSize: 1 }).open(model);
    const [shape] = model.shapes;
    for (let round = 0; round < 10; round++) {
      const transaction = await database.begin();
      await transaction.states.insert(shape!, account('a', '1'));
      const refused = transaction.states.insert(shape!, account('b', '1')).catch(() => undefined);
      const next = await database.begin();
      const [written] = await Promise.all([
        next.states.insert(shape!, account(`${round}`, `next ${round}`)).then(() => next.commit()),
        transaction.rollback(),
        refused,
      ]);
      expect(written.position).toBeUndefined();
    }
    expect(await accounts()).toEqual(Array.from({ length: 10 }, (_, round) => `${round}`));
  });

  test('says what it waited for in vain when it is asked for more', async () => {
    await database.close();
    database = await postgres({ connectionString: url, schema, lockTimeout: 100 }).open(model);
    const [shape] = model.shapes;
    await onServer(async (client) => {
      await client.query(`SET search_path = ${schema}`);
      await client.query('BEGIN');
      await client.query('LOCK TABLE "Account"');
      const transaction = await database.begin();
      await transaction.idempotency.claim('k', 'f', 'fail');
      for (let attempt = 0; attempt < 2; attempt++)
        await expect(transaction.states.remove(shape!, 'a', 0)).rejects.toMatchObject({
          code: 'DATABASE_BUSY',
        });
      await expect(transaction.commit()).rejects.toMatchObject({ code: 'DATABASE_BUSY' });
      await transaction.rollback();
    });
    expect(await accounts()).toEqual([]);
  });

  test('is told to repeat when it and another one wait for each other', async () => {
    const [shape] = model.shapes;
    for (const id of ['a', 'b']) {
      const transaction = await database.begin();
      await transaction.states.insert(shape!, account(id, id));
      await transaction.commit();
    }
    const [one, other] = [await database.begin(), await database.begin()];
    await one.states.update(shape!, { ...account('a', 'a1'), version: 1 }, 0);
    await other.states.update(shape!, { ...account('b', 'b1'), version: 1 }, 0);
    const crossed = async (transaction: typeof one, id: string): Promise<void> => {
      try {
        await transaction.states.update(shape!, { ...account(id, `${id}2`), version: 1 }, 0);
        await transaction.commit();
      } catch (error) {
        await transaction.rollback();
        throw error;
      }
    };
    const outcomes = await Promise.allSettled([crossed(one, 'b'), crossed(other, 'a')]);
    const failed = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as { code: string; message: string }] : [],
    );
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({
      code: 'VERSION_CONFLICT',
      message: expect.stringContaining('two transactions wanted what the other one had'),
    });
  });
});

describeOnServer('statements that stay prepared', () => {
  test('are prepared anew when somebody has changed the tables', async () => {
    schema = newSchema();
    model = await modelOfAccounts();
    database = await postgres({ connectionString: url, schema, poolSize: 2 }).open(model);
    const [shape] = model.shapes;
    const transaction = await database.begin();
    await transaction.states.insert(shape!, account('a', 'DE1'));
    await transaction.commit();
    for (let round = 0; round < 8; round++) await Promise.all([accounts(), database.states.get(shape!, 'a')]);
    const client = new Client({ connectionString: url, options: `-c search_path=${schema}` });
    await client.connect();
    await client.query('ALTER TABLE "Account" ALTER COLUMN balance TYPE numeric');
    await client.end();
    for (let round = 0; round < 4; round++) {
      expect(await accounts()).toEqual(['a']);
      expect((await database.states.get(shape!, 'a'))?.id).toBe('a');
    }
    await database.close();
  });
});

describeOnServer('an error of the server that nobody expects', () => {
  test('has the statement in its cause, and nothing of it in its message', async () => {
    schema = newSchema();
    model = await modelOfAccounts();
    database = await postgres({ connectionString: url, schema }).open(model);
    await onServer((client) => client.query(`DROP TABLE ${schema}.domainry_outbox CASCADE`));
    const error: unknown = await database.outbox.list({ limit: 1 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE', details: { reason: '42P01' } });
    expect((error as Error).message).not.toContain('domainry_outbox');
    expect(((error as Error).cause as Error).message).toContain('domainry_outbox');
    await database.close();
  });

  test('says nothing of a rule that somebody has given the table', async () => {
    schema = newSchema();
    model = await modelOfAccounts();
    database = await postgres({ connectionString: url, schema }).open(model);
    await onServer((client) =>
      client.query(`ALTER TABLE ${schema}."Account" ADD CONSTRAINT secret CHECK (iban <> 'no')`),
    );
    const transaction = await database.begin();
    const error: unknown = await transaction.states
      .insert(model.shapes[0]!, account('a', 'no'))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE', details: { reason: '23514' } });
    expect((error as Error).message).not.toMatch(/secret|Account/);
    await transaction.rollback();
    await database.close();
  });

  test('is no failure of a delivery: what went wrong may quote what the server keeps no text of', async () => {
    database = await postgres({ connectionString: url, schema: newSchema() }).open({
      domain: 'Test',
      shapes: [],
      now: Date.now,
    });
    const transaction = await database.begin();
    await transaction.outbox.put('broker', [
      { data: {}, metadata: { id: 'm', type: 'T', time: new Date(0) } as never },
    ]);
    await transaction.commit();
    const [entry] = await database.outbox.claim('broker', { owner: 'relay', limit: 1, leaseMs: 60_000 });
    await database.outbox.failed(entry!, 'no \0 here', { kind: 'again', after: 0 });
    expect((await database.outbox.list({ limit: 1 }))[0]!.attempts).toBe(1);
    await database.close();
  });

  test('is told as it is where a connection could not be made, not as a commit that nobody knows of', async () => {
    schema = newSchema();
    model = await modelOfAccounts();
    database = await postgres({ connectionString: url, schema, poolSize: 1, connectTimeout: 100 }).open(
      model,
    );
    const holder = await database.begin();
    const late = await database.begin();
    await late.events.append([{ stream: 'S-1', expected: 'any', events: [eventOf('e')] }]);
    await holder.idempotency.claim('k', 'f', 'fail');
    await expect(late.commit()).rejects.toMatchObject({
      code: 'DATABASE_BUSY',
      details: { reason: 'connect_timeout' },
    });
    await holder.rollback();
    await database.close();
  });
});

describeOnServer('a key that is claimed twice in one transaction', () => {
  test('is in flight, as in memory: the transaction would wait for itself', async () => {
    for (const adapter of [memory(), postgres({ connectionString: url, schema: newSchema() })]) {
      database = await adapter.open({ domain: 'Test', shapes: [], now: Date.now });
      const transaction = await database.begin();
      expect(await transaction.idempotency.claim('k', 'f', 'wait')).toBeUndefined();
      await expect(transaction.idempotency.claim('k', 'f', 'wait')).rejects.toMatchObject({
        code: 'COMMAND_IN_FLIGHT',
      });
      await transaction.idempotency.complete({ key: 'k', fingerprint: 'f', result: '1', time: 1 });
      expect((await transaction.idempotency.claim('k', 'f', 'wait'))?.result).toBe('1');
      await transaction.commit();
      await database.close();
    }
  });
});
