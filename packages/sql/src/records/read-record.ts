import type { JsonValue } from '@domainry/core';
import { valueOfHeld, type StateRecord } from '@domainry/core/ports';
import type { SqlList, SqlValue } from '../session.js';
import type { Column, ColumnType } from '../tables/column.js';
import type { ChildTable, Part, RootTable, Table } from '../tables/table.js';

/**
 * Rows of children, of many roots: by table, then by what holds them, in any order. What holds them is the root, by its identity, or
 * a child of it, by path and root.
 */
export class ChildRows {
  readonly #byTable = new Map<ChildTable, Map<SqlValue, SqlList[]>>();

  /** @param rows - with the columns of `childColumnsOf`. */
  add(table: ChildTable, rows: readonly SqlList[]): void {
    let byHolder = this.#byTable.get(table);
    if (byHolder === undefined) this.#byTable.set(table, (byHolder = new Map()));
    let last: SqlValue | undefined;
    let siblings: SqlList[] = [];
    for (const row of rows) {
      const holder = holderOf(row);
      // Those of one holder mostly come one behind the other.
      if (holder !== last) {
        last = holder;
        const known = byHolder.get(holder);
        if (known === undefined) byHolder.set(holder, (siblings = []));
        else siblings = known;
      }
      siblings.push(row);
    }
  }

  /** In order. */
  of(table: ChildTable, root: SqlValue, path: string): readonly SqlList[] {
    const rows = this.#byTable.get(table)?.get(holderKey(root, path));
    return rows === undefined ? none : inOrder(rows);
  }
}

const none: readonly SqlList[] = [];

/** Columns that are read of a root, in the order that a record is made from. */
export function rootColumnsOf({ columns }: RootTable): readonly string[] {
  return [...columns.map(({ name }) => name), '_version'];
}

/** Columns that are read of a child. */
export function childColumnsOf({ columns }: ChildTable): readonly string[] {
  return [...columns.map(({ name }) => name), '_root', '_path', '_place'];
}

/** Makes states from rows with the columns of `rootColumnsOf`, and those of their children. */
export function recordReader(table: RootTable): (row: SqlList, children: ChildRows) => StateRecord {
  let known = readers.get(table);
  if (known === undefined) readers.set(table, (known = makeReader(table)));
  return known;
}

const readers = new WeakMap<RootTable, (row: SqlList, children: ChildRows) => StateRecord>();

function makeReader(table: RootTable): (row: SqlList, children: ChildRows) => StateRecord {
  const read = dataReader(table);
  const identity = table.columns.indexOf(table.columns.find(({ name }) => name === table.identity.name)!);
  const readIdentity = valueReader(table.identity);
  const version = table.columns.length;
  return (row, children) => ({
    id: readIdentity(row[identity]!) as string | number,
    version: Number(row[version]),
    data: read(row, children, row[identity]!, ''),
  });
}

type Data = Record<string, JsonValue>;
type DataReader = (row: SqlList, children: ChildRows, root: SqlValue, path: string) => Data;
/** Puts into an element what a row has of one of its fields. */
type PartReader = (data: Data, row: SqlList, children: ChildRows, root: SqlValue, path: string) => void;

function dataReader(table: Table): DataReader {
  return readAll(table.parts, new Map(table.columns.map((column, at) => [column.name, at])));
}

/** @param places - of columns in a row, by their names. */
function readAll(parts: readonly Part[], places: ReadonlyMap<string, number>): DataReader {
  const readers = parts.map((part) => partReader(part, places));
  return (row, children, root, path) => {
    const data: Data = {};
    for (const read of readers) read(data, row, children, root, path);
    return data;
  };
}

function partReader(part: Part, places: ReadonlyMap<string, number>): PartReader {
  const { name } = part.field;
  if (part.kind === 'value') {
    const at = places.get(part.column.name)!;
    const read = valueReader(part.column);
    return (data, row) => {
      const value = row[at]!;
      if (value !== null) data[name] = read(value);
    };
  }
  if (part.kind === 'embedded') {
    const at = places.get(part.presence.name)!;
    const read = readAll(part.parts, places);
    return (data, row, children, root, path) => {
      if (row[at] !== null) data[name] = read(row, children, root, path);
    };
  }
  const { table, isMany } = part;
  const read = dataReader(table);
  const pathAt = table.columns.length + 1;
  return (data, _row, children, root, path) => {
    const rows = children.of(table, root, path);
    // A table does not tell a collection that is empty from one that is absent.
    if (rows.length === 0) return;
    const held = rows.map((row) => read(row, children, root, row[pathAt] as string));
    data[name] = isMany ? held : held[0]!;
  };
}

function valueReader({ type, held }: Column): (value: SqlValue) => JsonValue {
  const read = heldReader(type);
  if (held === undefined) return read;
  return (value) => valueOfHeld(held, read(value));
}

function heldReader(type: ColumnType): (value: SqlValue) => JsonValue {
  switch (type) {
    case 'json':
      return (value) => JSON.parse(value as string) as JsonValue;
    case 'boolean':
      return (value) => value === true || value === 1;
    case 'integer':
    case 'real':
      return Number;
    default:
      return (value) => value as string;
  }
}

function holderOf(row: SqlList): SqlValue {
  const path = row.at(-2) as string;
  const end = path.lastIndexOf('.');
  return holderKey(row.at(-3)!, end === -1 ? '' : path.slice(0, end));
}

function holderKey(root: SqlValue, path: string): SqlValue {
  return path === '' ? root : `${path} ${String(root)}`;
}

/** By their places. Databases give them in the order of their paths, which is the same for the first ten. */
function inOrder(rows: readonly SqlList[]): readonly SqlList[] {
  const isInOrder = rows.every((row, at) => at === 0 || placeOf(rows[at - 1]!) < placeOf(row));
  return isInOrder ? rows : rows.toSorted((one, other) => placeOf(one) - placeOf(other));
}

function placeOf(row: SqlList): number {
  return Number(row.at(-1));
}
