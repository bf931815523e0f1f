import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Domain } from '@domainry/core';
import { Account, Ledger, bank } from '../../sql/test/bank.js';
import { openAccount, specifyDomain, withdrawAtOnce } from '../../sql/test/domain-specification.js';
import { sqlite } from '../src/index.js';
import { newFile } from './files.js';

let path: string;
let domain: Domain;

async function open(): Promise<Domain> {
  const opened = bank.fork();
  await opened.init({ databases: { default: sqlite(path) } });
  return opened;
}

beforeEach(async () => {
  path = newFile();
  domain = await open();
});
afterEach(() => domain.close());

async function reopen(): Promise<Domain> {
  await domain.close();
  domain = await open();
  return domain;
}

describe('a domain in a file', () => {
  specifyDomain(() => ({ domain, reopen }));

  test('tells of its health as long as it is open', async () => {
    const { isHealthy, databases } = await domain.health();

    expect(isHealthy).toBe(true);
    expect(databases).toEqual([
      { name: 'default', adapter: 'sqlite', status: 'up', milliseconds: expect.any(Number) },
    ]);
  });

  test('takes thirty withdrawals at once, and loses none of them', async () => {
    await openAccount(domain, 'a');
    const done = await withdrawAtOnce([domain], 30);

    expect(done).toBeGreaterThan(0);
    expect((await domain.repositoryFor(Account).get('a')).balance).toBe(100 - done);
    expect((await domain.repositoryFor(Ledger).get('all')).total).toBe(done);
    expect((await domain.verify()).findings).toEqual([]);
  });
});
