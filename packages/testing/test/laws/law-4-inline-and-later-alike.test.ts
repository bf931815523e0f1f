import { expect, test } from '@jest/globals';
import { memory } from '@domainry/core';
import type { ClaimedEntry, DatabaseAdapter } from '@domainry/core/ports';
import { openBank } from '../bank.js';
import { intercepted } from '../../../reliability/src/index.js';

/** What came of a command, with identities replaced by who has them. */
async function consequencesOf(isAsynchronous: boolean, adapter: DatabaseAdapter): Promise<unknown> {
  const { bank, database, seen, Account, Ledger, Open, Move } = await openBank({ adapter });
  await bank.process(new Open({ account: 'a' }));
  seen.length = 0;
  const command = new Move({ account: 'a', amount: 7 });
  const options = {
    correlationId: 'trip',
    priority: 3,
    tenant: 'acme',
    idempotencyKey: 'k',
    deadline: new Date(4_000_000_000_000),
  };
  const receipt = isAsynchronous
    ? await bank.process(command, { ...options, asynchronous: true })
    : await bank.processWithReport(command, options);
  await bank.settled();

  const feed = await database.events.readFeed({ after: 1, limit: 10 });
  const names = new Map([[receipt.id, 'the command'], ...feed.map(({ id, type }) => [id, type] as const)]);
  const named = (text: unknown): unknown =>
    JSON.parse(
      [...names].reduce((all, [id, name]) => all.replaceAll(id, name), JSON.stringify(text)),
      (key, value: unknown) => (key === 'time' ? 'then' : value),
    );
  return named({
    feed: feed.map(({ type, stream, version, metadata, data }) => [
      type,
      stream,
      version,
      JSON.parse(metadata),
      JSON.parse(data),
    ]),
    seen: seen.map(({ message }) => message),
    balance: (await bank.repositoryFor(Account).get('a')).balance,
    total: (await bank.repositoryFor(Ledger).get('a')).total,
  });
}

/** Law 4: whether a message is handled at once or later, lineage, context and results are the same. */
async function keepsLaw4(newAdapter: () => DatabaseAdapter): Promise<void> {
  expect(await consequencesOf(true, newAdapter())).toEqual(await consequencesOf(false, newAdapter()));
}

test('What is handled later has the same lineage, context and results as what is handled at once', async () => {
  await expect(keepsLaw4(() => memory())).resolves.toBeUndefined();
});

test.each(['correlationId', 'tenant', 'id'])('An outbox that loses the %s breaks the law', async (lost) => {
  const losing = (): DatabaseAdapter =>
    intercepted(async ({ part, method, proceed }) => {
      const result: unknown = await proceed();
      if (part !== 'outbox' || method !== 'claim') return result;
      return (result as ClaimedEntry[]).map(({ message, ...rest }) => ({
        ...rest,
        message: {
          ...message,
          metadata: { ...message.metadata, [lost]: lost === 'tenant' ? undefined : 'other' },
        },
      }));
    });

  await expect(keepsLaw4(losing)).rejects.toThrow('toEqual');
});
