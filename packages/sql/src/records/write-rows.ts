import type { JsonValue } from '@domainry/core';
import type { SqlDialect } from '../dialect.js';
import type { SqlValue } from '../session.js';
import type { Column } from '../tables/column.js';
import { exactOrderOf } from '../tables/exact-order.js';
import type { ChildrenPart, ChildTable, Part, Table } from '../tables/table.js';
import { boundAsHeld, heldValue } from './column-values.js';
import { isSameJson } from './same-json.js';

type Data = Readonly<Record<string, JsonValue>>;

/** A row of children: whose it is, where it stands, and the values of the columns of its table. */
export interface ChildRow {
  readonly path: string;
  readonly place: number;
  readonly values: readonly SqlValue[];
}

/** Rows of children by table; those that hold others come first. */
export type RowsOfChildren = ReadonlyMap<ChildTable, readonly ChildRow[]>;

/** Names of all columns of a table in the database, in order. */
export function columnNamesOf(table: Table): readonly string[] {
  let known = names.get(table);
  if (known === undefined) {
    known = table.columns.flatMap(({ name, order }) => (order === undefined ? name : [name, order]));
    names.set(table, known);
  }
  return known;
}

const names = new WeakMap<Table, readonly string[]>();

/**
 * Adds what is written into the columns of a table for one element, in the order of `columnNamesOf`.
 *
 * @throws RangeError for numbers that are not finite.
 */
export function addRowOf(table: Table, data: Data, dialect: SqlDialect, values: SqlValue[]): void {
  for (const part of table.parts) if (part.kind !== 'children') fill(part, data, dialect, values);
}

/** Columns of a table whose values are others than before. */
export interface ChangedColumns {
  /** Places in `columnNamesOf`, ascending. */
  readonly places: readonly number[];
  readonly values: SqlValue[];
}

/** @param before - undefined when it is not known; then it is all of them. */
export function changedColumnsOf(
  table: Table,
  before: Data | undefined,
  data: Data,
  dialect: SqlDialect,
): ChangedColumns {
  const places: number[] = [];
  const values: SqlValue[] = [];
  let place = 0;
  for (const part of table.parts) {
    if (part.kind === 'children') continue;
    const next = place + widthOf(part);
    const { name } = part.field;
    if (before === undefined || !isSameJson(before[name], data[name])) {
      for (let at = place; at < next; at++) places.push(at);
      fill(part, data, dialect, values);
    }
    place = next;
  }
  return { places, values };
}

/** Rows of all children, of children too, by table; also of tables that none of them is in. */
export function childRowsOf(table: Table, data: Data, dialect: SqlDialect): RowsOfChildren {
  const rows = new Map<ChildTable, ChildRow[]>();
  gather(table.parts, data, '', dialect, rows);
  return rows;
}

/** Rows of children by table, one value behind the other: identity of the root, path, place, and those of the columns. */
export type FlatRows = Map<ChildTable, SqlValue[]>;

/**
 * Adds the rows of all children of a root, of children too.
 *
 * @param root - its identity, as it is bound.
 */
export function addChildRows(
  { parts }: Pick<Table, 'parts'>,
  data: Data | undefined,
  root: SqlValue,
  path: string,
  dialect: SqlDialect,
  rows: FlatRows,
): void {
  for (const part of parts) {
    if (part.kind === 'value') continue;
    const value = data?.[part.field.name];
    if (value === null || value === undefined) continue;
    if (part.kind === 'embedded') {
      addChildRows(part, value as Data, root, path, dialect, rows);
      continue;
    }
    const { table } = part;
    let own = rows.get(table);
    if (own === undefined) rows.set(table, (own = []));
    const children = (part.isMany ? value : [value]) as readonly Data[];
    for (let place = 0; place < children.length; place++) {
      const at = path === '' ? `${place}` : `${path}.${place}`;
      own.push(root, at, place);
      addRowOf(table, children[place]!, dialect, own);
      if (table.children.length > 0) addChildRows(table, children[place], root, at, dialect, rows);
    }
  }
}

/**
 * Rows of children before and after, of the tables in which something is different.
 */
export function changedChildrenOf(
  table: Table,
  before: Data,
  data: Data,
  dialect: SqlDialect,
): { readonly before: RowsOfChildren; readonly after: RowsOfChildren } | undefined {
  const changed = changedIn(table.parts, before, data);
  if (changed === undefined) return undefined;
  const earlier = new Map<ChildTable, ChildRow[]>();
  const later = new Map<ChildTable, ChildRow[]>();
  for (const { part, before: held, after } of changed) {
    gatherPart(part, held, '', dialect, earlier);
    gatherPart(part, after, '', dialect, later);
  }
  return { before: earlier, after: later };
}

/** Tables of children, and of theirs; those that hold others come first. */
export function allChildTables(table: Table): readonly ChildTable[] {
  let tables = below.get(table);
  if (tables === undefined) {
    tables = table.children.flatMap((child) => [child, ...allChildTables(child)]);
    below.set(table, tables);
  }
  return tables;
}

const below = new WeakMap<Table, readonly ChildTable[]>();

interface ChangedPart {
  readonly part: ChildrenPart;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** Children of a root that are others than before; undefined where there are none, as mostly. */
function changedIn(
  parts: readonly Part[],
  before: Data | undefined,
  after: Data | undefined,
): readonly ChangedPart[] | undefined {
  let changed: ChangedPart[] | undefined;
  for (const part of parts) {
    if (part.kind === 'value') continue;
    const { name } = part.field;
    const [one, other] = [before?.[name], after?.[name]];
    if (part.kind === 'embedded') {
      const inner = changedIn(part.parts, one as Data | undefined, other as Data | undefined);
      if (inner !== undefined) (changed ??= []).push(...inner);
    } else if (!areSameChildren(part, one, other)) (changed ??= []).push({ part, before: one, after: other });
  }
  return changed;
}

/** By their fields, which takes a fraction of what it takes to compare any JSON. */
function areSameChildren(
  { table, isMany }: ChildrenPart,
  one: JsonValue | undefined,
  other: JsonValue | undefined,
): boolean {
  if (one === other) return true;
  if (one === undefined || one === null || other === undefined || other === null)
    return (one ?? null) === (other ?? null);
  if (!isMany) return isSameElement(table.parts, one as Data, other as Data);
  const [earlier, later] = [one as readonly Data[], other as readonly Data[]];
  if (earlier.length !== later.length) return false;
  for (let at = 0; at < later.length; at++)
    if (!isSameElement(table.parts, earlier[at]!, later[at]!)) return false;
  return true;
}

function isSameElement(parts: readonly Part[], one: Data, other: Data): boolean {
  for (const part of parts) {
    const { name } = part.field;
    const [before, after] = [one[name], other[name]];
    if (before === after) continue;
    const isSame =
      part.kind === 'children' ? areSameChildren(part, before, after) : isSameJson(before, after);
    if (!isSame) return false;
  }
  return true;
}

/** How many columns a field has in the database. */
function widthOf(part: Part): number {
  if (part.kind === 'children') return 0;
  if (part.kind === 'value') return widthOfColumn(part.column);
  const own = part.isMarked ? widthOfColumn(part.presence) : 0;
  return part.parts.reduce((sum, inner) => sum + widthOf(inner), own);
}

function widthOfColumn({ order }: Column): number {
  return order === undefined ? 1 : 2;
}

/** @param data - of the element; undefined when it is a value object that is absent. */
function fill(
  part: Exclude<Part, ChildrenPart>,
  data: Data | undefined,
  dialect: SqlDialect,
  values: SqlValue[],
): void {
  const value = data?.[part.field.name] ?? null;
  if (part.kind === 'value') {
    push(part.column, value, dialect, values);
    return;
  }
  if (part.isMarked) push(part.presence, value === null ? null : true, dialect, values);
  const inner = value === null ? undefined : (value as Data);
  for (const each of part.parts) if (each.kind !== 'children') fill(each, inner, dialect, values);
}

function push(column: Column, value: JsonValue, dialect: SqlDialect, values: SqlValue[]): void {
  const held = value === null ? null : heldValue(column, value);
  values.push(held === null ? null : boundAsHeld(column, held, dialect));
  if (column.order !== undefined) values.push(held === null ? null : exactOrderOf(held as string | number));
}

function gather(
  parts: readonly Part[],
  data: Data | undefined,
  path: string,
  dialect: SqlDialect,
  rows: Map<ChildTable, ChildRow[]>,
): void {
  for (const part of parts) {
    if (part.kind === 'value') continue;
    const value = data?.[part.field.name];
    if (part.kind === 'children') gatherPart(part, value, path, dialect, rows);
    else gather(part.parts, value === null ? undefined : (value as Data | undefined), path, dialect, rows);
  }
}

/** Every table below gets a list, which is empty where nothing is in it. */
function gatherPart(
  { table, isMany }: ChildrenPart,
  value: JsonValue | undefined,
  path: string,
  dialect: SqlDialect,
  rows: Map<ChildTable, ChildRow[]>,
): void {
  let own = rows.get(table);
  if (own === undefined) {
    rows.set(table, (own = []));
    for (const inner of allChildTables(table)) rows.set(inner, []);
  }
  if (value === null || value === undefined) return;
  const children = (isMany ? value : [value]) as readonly Data[];
  for (let place = 0; place < children.length; place++) {
    const child = children[place]!;
    const at = path === '' ? `${place}` : `${path}.${place}`;
    const values: SqlValue[] = [];
    addRowOf(table, child, dialect, values);
    own.push({ path: at, place, values });
    if (table.children.length > 0) gather(table.parts, child, at, dialect, rows);
  }
}
