import type { ElementDocument, FieldDocument, Landscape } from '@domainry/model';

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
  addTable(landscape, element, { name: storage.storedAs, of: element.name, within: [element.id] }, tables);
  return tables;
}

interface Place {
  readonly name: string;
  readonly of: string;
  /** Ids of the elements around: one that holds itself would need tables without end, and is kept as JSON. */
  readonly within: readonly string[];
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
    const name = `${place.prefix}${field.storedAs ?? field.name}`;
    const of = `${place.path}${field.name}`;
    const target = field.target === undefined ? undefined : landscape.find(field.target);
    const isPart = target !== undefined && !place.within.includes(target.id);
    if (isPart && (field.kind === 'hasMany' || field.kind === 'hasOne')) {
      const inner = {
        name: `${place.name}_${name}`,
        of: `${place.of}.${of}`,
        within: [...place.within, target.id],
      };
      addTable(landscape, target, inner, tables);
    } else if (isPart && field.kind === 'valueObject') {
      if (!target.fields.some(isAlwaysThere)) columns.push({ name, of, isMark: true });
      const within = [...place.within, target.id];
      addColumns(
        landscape,
        target,
        { ...place, within, prefix: `${name}_`, path: `${of}.` },
        columns,
        tables,
      );
    } else columns.push({ name, of, ...(isJson(field) ? { isJson: true } : {}) });
  }
}

/** Whether a column of the field has a value wherever the value object is there. */
function isAlwaysThere({ presence, kind }: FieldDocument): boolean {
  return presence === 'required' && kind !== 'valueObject';
}

function isJson({ kind }: FieldDocument): boolean {
  return ['list', 'dict', 'json', 'custom', 'valueObject', 'hasOne', 'hasMany'].includes(kind);
}
