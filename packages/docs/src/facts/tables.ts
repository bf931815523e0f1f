import type { ElementDocument, FieldDocument, Landscape } from '@domainry/model';
import { tableSaidOf, type SaidOfColumns } from './table-said.js';

/** A table of a relational store, with the columns that hold what fields hold. What the store keeps for itself is left out. */
export interface StoredTable {
  readonly name: string;
  /** What its rows are: `Order`, `Order.lines`. */
  readonly of: string;
  readonly columns: readonly StoredColumn[];
}

/** One column. */
export interface StoredColumn {
  readonly name: string;
  /** The field it is for: `total.amount`. */
  readonly of: string;
  /** It only says whether there is a value object: `limit`, of which no field is always there. */
  readonly isMark?: true;
  /** What it holds lies in it as JSON. */
  readonly isJson?: true;
  /** The codec that says how it lies there. */
  readonly codec?: string;
}

/**
 * The tables that an aggregate kept as its state, or a projection, lies in, as the SQL stores make them: value objects in
 * columns of their own, child entities in tables, lists and all else without a type of SQL as JSON. None for what is kept
 * in another way.
 */
export function tablesOf(landscape: Landscape, element: ElementDocument): readonly StoredTable[] {
  const { kind, storage } = element;
  if ((kind !== 'aggregate' && kind !== 'projection') || storage?.eventSourced === true) return [];
  if (storage?.storedAs === undefined || element.abstract === true) return [];
  const tables: StoredTable[] = [];
  const database = storage.database ?? 'default';
  const said = tableSaidOf(landscape, element, database);
  const name = said.table ?? storage.storedAs;
  const place = { name, of: element.name, within: [element.id], database, columns: said.columns };
  addTable(landscape, element, place, tables);
  return tables;
}

interface Place {
  readonly name: string;
  readonly of: string;
  /** Ids of the elements around: one that holds itself would need tables without end, and is kept as JSON. */
  readonly within: readonly string[];
  readonly database: string;
  /** What a database model says of the columns of the table. */
  readonly columns: SaidOfColumns;
}

function addTable(landscape: Landscape, element: ElementDocument, place: Place, tables: StoredTable[]): void {
  const columns: StoredColumn[] = [];
  tables.push({ name: place.name, of: place.of, columns });
  addColumns(landscape, element, { ...place, prefix: '', path: '' }, columns, tables);
}

function addColumns(
  landscape: Landscape,
  element: ElementDocument,
  place: Place & { readonly prefix: string; readonly path: string },
  columns: StoredColumn[],
  tables: StoredTable[],
): void {
  for (const field of element.fields) {
    if (field.presence === 'computed') continue;
    const of = `${place.path}${field.name}`;
    const { name: called, json, codec } = place.columns[of] ?? {};
    const name = `${place.prefix}${called ?? field.storedAs ?? field.name}`;
    const target = field.target === undefined ? undefined : landscape.find(field.target);
    const isPart = target !== undefined && !place.within.includes(target.id);
    if (isPart && (field.kind === 'hasMany' || field.kind === 'hasOne')) {
      const said = tableSaidOf(landscape, target, place.database);
      const inner = {
        name: said.table ?? `${place.name}_${name}`,
        of: `${place.of}.${of}`,
        within: [...place.within, target.id],
        database: place.database,
        columns: said.columns,
      };
      addTable(landscape, target, inner, tables);
    } else if (isPart && field.kind === 'valueObject' && json !== true && codec === undefined) {
      if (!target.fields.some(isAlwaysThere)) columns.push({ name, of, isMark: true });
      const within = [...place.within, target.id];
      addColumns(
        landscape,
        target,
        { ...place, within, prefix: `${name}_`, path: `${of}.` },
        columns,
        tables,
      );
    } else if (codec !== undefined) columns.push({ name, of, codec: codec.name });
    else columns.push({ name, of, ...(isJson(field) ? { isJson: true } : {}) });
  }
}

/** Whether a column of the field has a value wherever the value object is there. */
function isAlwaysThere({ presence, kind }: FieldDocument): boolean {
  return presence === 'required' && kind !== 'valueObject';
}

function isJson({ kind }: FieldDocument): boolean {
  return ['list', 'dict', 'json', 'custom', 'valueObject', 'hasOne', 'hasMany'].includes(kind);
}
