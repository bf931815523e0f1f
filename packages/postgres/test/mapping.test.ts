import { specifyEvolving } from '../../sql/test/evolving-specification.js';
import { specifyMapping, type MappedStore } from '../../sql/test/mapping-specification.js';
import { postgres } from '../src/index.js';
import { describeOnServer, newSchema, onServer, url } from './server.js';

describeOnServer('tables as a database model says, in PostgreSQL', () => {
  const store = (): MappedStore => {
    const schema = newSchema();
    const rows = (statement: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
      onServer(async (client) => {
        await client.query(`SET search_path TO ${schema}`);
        return (await client.query<Record<string, unknown>>(statement)).rows;
      });
    return {
      adapter: (migrations) =>
        postgres({ connectionString: url, schema, ...(migrations === undefined ? {} : { migrations }) }),
      rows,
      typesOf: async (table) =>
        Object.fromEntries(
          (
            await rows(
              `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
               WHERE attrelid = '"${table}"'::regclass AND attnum > 0 AND NOT attisdropped`,
            )
          ).map(({ name, type }) => [name, type]),
        ) as Readonly<Record<string, string>>,
    };
  };
  specifyMapping(store);
  specifyEvolving(store, 'postgres');
});
