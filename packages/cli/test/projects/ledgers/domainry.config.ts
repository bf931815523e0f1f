import { memory } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import { postgres } from '@domainry/postgres';
import { sqlite } from '@domainry/sqlite';

/** In memory, with the same events each time. */
const remembered: DatabaseAdapter = {
  name: 'remembered',
  open: async (model) => {
    const database = await memory().open(model);
    const transaction = await database.begin();
    for (const [at, [stream, type, data, lineage]] of stored.entries()) {
      await transaction.events.append([
        {
          stream: stream!,
          expected: 'any',
          events: [
            {
              id: `event-${at + 1}`,
              type: `Banking.${type}.v1`,
              time: Date.UTC(2026, 0, 1, 8, at),
              data: data!,
              metadata: lineage!,
              tags: [],
            },
          ],
        },
      ]);
    }
    await transaction.commit();
    await database.snapshots.save({
      stream: 'Ledger-L1',
      version: 1,
      format: 'of another form',
      data: '{}',
      time: Date.UTC(2026, 0, 1, 9),
    });
    return database;
  },
};

const after = (command: string, correlation = command): string =>
  JSON.stringify({ correlationId: correlation, causationId: command, sequence: 1 });

const stored = [
  ['Ledger-L1', 'LedgerOpened', '{"owner":{"name":"Ada Keller","country":"DE"}}', after('open-1')],
  [
    'Visit-ada@example.com',
    'Visited',
    '{"email":"ada@example.com","day":"2026-01-01"}',
    after('event-1', 'open-1'),
  ],
  ['Ledger-L1', 'Credited', '{"cents":1000}', after('credit-1')],
  ['Ledger-L2', 'LedgerOpened', '{"owner":{"name":"Ben Okoro","country":"NG"}}', after('open-2')],
  ['Ledger-L1', 'Credited', '{"cents":250}', after('credit-2')],
  ['Old-1', 'Forgotten', '{"name":"Ada Keller"}', after('forget-1')],
];

export default {
  databases: () => {
    const file = process.env['BANK_FILE'];
    if (process.env['BANK_FAILS'] !== undefined) throw new Error('the secret is not there');
    const schema = process.env['BANK_SCHEMA'];
    if (schema !== undefined)
      return { default: postgres({ connectionString: process.env['BANK_URL']!, schema, poolSize: 3 }) };
    return { default: file === undefined ? remembered : sqlite(file) };
  },
};
