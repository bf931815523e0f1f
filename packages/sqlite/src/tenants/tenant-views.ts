import type { SqliteConnection, SqliteRow } from '../driver/connection.js';
import { sharedViews } from '../framework-tables.js';
import { markOfShared, tenantColumn } from './tenant-column.js';

/**
 * Gives a connection, in place of the tables that all tenants share, views of the same names: they show the rows of the tenant that
 * a statement is for, and what is written by way of them becomes his. They belong to the connection, and lie in no file. So every
 * statement, whoever has written it, is about one tenant.
 *
 * Tables that are made later, for another model, have no views here: whoever names one is told that there is none.
 */
export function withTenantViews(connection: SqliteConnection): SqliteConnection {
  connection.exec('PRAGMA temp_store = MEMORY');
  const views = connection
    .all("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    .map(({ name }) => String(name))
    .filter((name) => name.endsWith(markOfShared))
    // Nobody is shown which tenants there are.
    .filter((name) => name !== tenantColumn.storedName('domainry_tenants'))
    .map((stored) => viewOf(stored, connection.all('SELECT * FROM pragma_table_info(?)', stored)));
  // Views name a function that the connection has to have.
  const withTenants = connection.withTenants();
  withTenants.exec([...views, ...sharedViews].join('\n'));
  return withTenants;
}

function viewOf(stored: string, all: readonly SqliteRow[]): string {
  const view = quoted(stored.slice(0, -markOfShared.length));
  const table = quoted(stored);
  const own = all.filter(({ name }) => name !== tenantColumn.name);
  const names = own.map(({ name }) => quoted(String(name)));
  const keys = own.flatMap(({ name, pk }) => (Number(pk) > 0 ? quoted(String(name)) : []));
  const others = names.filter((name) => !keys.includes(name));
  const list = names.join(', ');
  const isOwn = `${tenantColumn.name} = domainry_tenant()`;
  const isOld = [isOwn, ...keys.map((name) => `${name} IS old.${name}`)].join(' AND ');
  const isSameKey = keys.map((name) => `new.${name} IS old.${name}`).join(' AND ') || 'true';
  const setting = (columns: readonly string[]): string =>
    columns.map((name) => `${name} = new.${name}`).join(', ');
  const trigger = (name: string, when: string, statement: string): string =>
    `CREATE TEMP TRIGGER ${quoted(`${stored}_${name}`)} INSTEAD OF ${when}\nBEGIN\n  ${statement};\nEND;`;
  return [
    `CREATE TEMP VIEW ${view} (${list}) AS SELECT ${list} FROM main.${table} WHERE ${isOwn};`,
    trigger(
      'insert',
      `INSERT ON ${view}`,
      `INSERT INTO ${table} (${tenantColumn.name}, ${list}) VALUES (domainry_tenant(), ${own.map(given).join(', ')})`,
    ),
    trigger('delete', `DELETE ON ${view}`, `DELETE FROM ${table} WHERE ${isOld}`),
    // Who changes no key must not have the rows looked for that refer to it.
    ...(others.length === 0
      ? []
      : [
          trigger(
            'update',
            `UPDATE ON ${view} WHEN ${isSameKey}`,
            `UPDATE ${table} SET ${setting(others)} WHERE ${isOld}`,
          ),
        ]),
    trigger(
      'rekey',
      `UPDATE ON ${view} WHEN NOT (${isSameKey})`,
      `UPDATE ${table} SET ${setting(names)} WHERE ${isOld}`,
    ),
  ].join('\n');
}

/** What a view is not told is nothing there; the table has a value for it. */
function given({ name, dflt_value: standard }: SqliteRow): string {
  const column = `new.${quoted(String(name))}`;
  return standard === null ? column : `coalesce(${column}, ${String(standard)})`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
