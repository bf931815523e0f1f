import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Domain } from '@domainry/core';
import { postgres } from '../src/index.js';
import { describeOnServer, newSchema, newSchemaElsewhere, onServer, url } from './server.js';
import { bank, Account } from '../../sql/test/bank.js';

const follower = newSchemaElsewhere();
const followerUrl = (() => {
  const given = new URL(url);
  given.pathname = `/${follower}`;
  return given.href;
})();
const unreachable = 'postgres://postgres@127.0.0.1:1/nothing';

/** Another database, with what was there when it was written to last: a replica that nothing arrives at any more. */
describeOnServer('queries, where there are replicas', () => {
  beforeAll(async () => {
    await onServer((client) => client.query(`CREATE DATABASE ${follower}`));
  });
  afterAll(async () => {
    await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${follower} WITH (FORCE)`));
  });

  async function openBank(schema: string, replicas?: readonly string[], at: string = url): Promise<Domain> {
    const domain = bank.fork();
    await domain.init({
      databases: {
        default: postgres({ connectionString: at, schema, ...(replicas === undefined ? {} : { replicas }) }),
      },
    });
    return domain;
  }

  const accountOf = (accountId: string): Account =>
    new Account({ accountId, iban: `DE-${accountId}`, owner: 'Ada' });

  test('go there outside of units, and to the primary inside of those that have written', async () => {
    const schema = newSchema();
    const before = await openBank(schema, undefined, followerUrl);
    await before.repositoryFor(Account).add(accountOf('old'));
    await before.close();
    const domain = await openBank(schema, [followerUrl]);
    const accounts = domain.repositoryFor(Account);
    await accounts.add(accountOf('new'));

    expect((await accounts.query.all()).map(({ accountId }) => accountId)).toEqual(['old']);
    expect((await accounts.get('new')).accountId).toBe('new');
    const inside = await domain.unitOfWork(async () => {
      await domain.repositoryFor(Account).add(accountOf('newer'));
      return await domain.repositoryFor(Account).query.all();
    });
    expect(inside.map(({ accountId }) => accountId).toSorted()).toEqual(['new', 'newer']);
    await domain.close();
  });

  test('go to the next one, and at last to the primary, where one cannot be reached', async () => {
    const schema = newSchema();
    const domain = await openBank(schema, [unreachable]);
    const accounts = domain.repositoryFor(Account);
    await accounts.add(accountOf('a'));
    for (let round = 0; round < 3; round++) expect(await accounts.query.count()).toBe(1);
    await domain.close();
  });
});
