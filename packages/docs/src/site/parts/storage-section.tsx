import type { ElementDocument } from '@domainry/model';
import type { VNode } from 'preact';
import { tablesOf, type StoredColumn, type StoredTable } from '../../facts/tables.js';
import { section, type PageSection } from '../page.js';
import type { Site } from '../site.js';
import { FactsList } from './facts-list.js';
import { Table } from './table.js';

/** How and where an element is kept: its table or streams, and the column of each field. */
export function storageSection({ landscape }: Site, element: ElementDocument): PageSection | undefined {
  const { storage, options } = element;
  if (storage === undefined) return undefined;
  const { storedAs, stream, database, eventSourced, snapshotEvery, unique = [], indexes = [] } = storage;
  const tables = tablesOf(landscape, element);
  return section(
    'storage',
    'Storage',
    <>
      <FactsList
        facts={[
          ['Kept as', eventSourced === true ? 'its events' : 'its state'],
          ['Table or collection', eventSourced === true ? undefined : storedAs && <code>{storedAs}</code>],
          ['Streams', stream && <code>{stream}-…</code>],
          ['Database', database],
          ['Snapshot', snapshotEvery && `every ${snapshotEvery} events`],
          ['Unique', lists([...uniqueFields(element), ...unique])],
          ['Indexes', lists(indexes)],
          ['Other options', Object.keys(options).length > 0 && <code>{JSON.stringify(options)}</code>],
        ].map(([term, value]) => [term as string, value === false ? undefined : value])}
      />
      {tables.length === 0 ? '' : <Columns tables={tables} />}
    </>,
  );
}

function Columns({ tables }: { tables: readonly StoredTable[] }): VNode {
  return (
    <details class="columns">
      <summary>Columns in SQL databases</summary>
      {tables.map((table) => (
        <Table
          key={table.name}
          label={`Columns of ${table.name}`}
          columns={['Table', 'Column', 'Holds']}
          rows={table.columns.map((column) => ({
            key: column.name,
            cells: [
              <code key="table">{table.name}</code>,
              <code key="column">{column.name}</code>,
              holds(table, column),
            ],
          }))}
        />
      ))}
    </details>
  );
}

function holds({ of }: StoredTable, { of: field, isMark, isJson, codec }: StoredColumn): string {
  if (codec !== undefined) return `${of}.${field}, by the codec ${codec}`;
  return `${of}.${field}${isMark === true ? ': whether there is one' : isJson === true ? ', as JSON' : ''}`;
}

/** Fields that say by themselves that they are unique; identities always are. */
function uniqueFields({ fields }: ElementDocument): readonly string[] {
  return fields.flatMap(({ name, unique, identifier }) =>
    unique === true || identifier === true ? [name] : [],
  );
}

/** `owner + kind; number`. */
function lists(keys: readonly unknown[]): string {
  return keys
    .map((key) =>
      typeof key === 'string' ? key : Array.isArray(key) ? key.join(' + ') : JSON.stringify(key),
    )
    .join('; ');
}
