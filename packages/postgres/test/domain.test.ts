import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Domain } from '@domainry/core';
import { Account, Withdraw, bank } from '../../sql/test/bank.js';
import { openAccount, specifyDomain, withdrawAtOnce } from '../../sql/test/domain-specification.js';
import { postgres } from '../src/index.js';
import { describeOnServer, newSchema, url } from './server.js';

let schema: string;
let domain: Domain;
let other: Domain | undefined;

/** Each domain has connections of its own, as if it were in another process. */
async function open(): Promise<Domain> {
  const opened = bank.fork();
  await opened.init({ databases: { default: postgres({ connectionString: url, schema }) } });
  return opened;
}

async function reopen(): Promise<Domain> {
  await domain.close();
  domain = await open();
  return domain;
}

describeOnServer('a domain in PostgreSQL', () => {
  beforeEach(async () => {
    schema = newSchema();
    domain = await open();
  });
  afterEach(async () => {
    await domain.close();
    await other?.close();
    other = undefined;
  });

  specifyDomain(() => ({ domain, reopen }));

  test('takes withdrawals from two processes at once, and loses none of them', async () => {
    other = await open();
    await openAccount(domain, 'a');
    const done = await withdrawAtOnce([domain, other], 30);

    expect(done).toBeGreaterThan(0);
    expect((await domain.repositoryFor(Account).get('a')).balance).toBe(100 - done);
    expect((await domain.log.read({ limit: 1_000 })).map(({ position }) => position)).toEqual(
      Array.from({ length: (await domain.log.read({ limit: 1_000 })).length }, (_, at) => at + 1),
    );
  });

  test('does once what two processes are asked for under one key', async () => {
    other = await open();
    await openAccount(domain, 'a');
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        (at % 2 === 0 ? domain : other!).process(new Withdraw({ accountId: 'a', amount: 10 }), {
          idempotencyKey: 'once',
          whenInFlight: 'wait',
        }),
      ),
    );
    expect(results).toEqual([90, 90, 90, 90, 90, 90]);
    expect((await domain.repositoryFor(Account).get('a')).balance).toBe(90);
  });

  test('finds nothing by texts that the server cannot be asked for', async () => {
    await openAccount(domain, 'a');
    const accounts = domain.repositoryFor(Account);
    for (const text of ['a\0', '\ud800']) {
      expect(await accounts.query.where({ owner: text }).count()).toBe(0);
      expect(await accounts.query.where({ owner: { gt: text } }).count()).toBe(text < 'Ada' ? 1 : 0);
      expect(await accounts.query.where({ owner: { in: [text, 'Ada'] } }).count()).toBe(1);
    }
  });
});
