import type { StateShape } from '@domainry/core/ports';
import type { SqlDialect } from '../dialect.js';
import { rootTableOf } from '../states/select-states.js';
import type { Column, ColumnType } from '../tables/column.js';
import type { ChildTable, Part, RootTable } from '../tables/table.js';
import { choicesIn, type ColumnChoices } from './column-choices.js';
import { createTable, indexesOf, storedTable } from './create-tables.js';

/** The tables of a model, as plain data: it is kept in the database, to be compared with later models. */
export interface Schema {
  readonly tables: readonly SchemaTable[];
}

/** One table. */
export interface SchemaTable {
  readonly name: string;
  /** What it holds: `Account`, `Account.cards`. */
  readonly of: string;
  /** Column of the identity; absent for tables of children. */
  readonly identity?: string;
  readonly columns: readonly SchemaColumn[];
  readonly embedded: readonly SchemaEmbedded[];
  /** Statements that make the indexes, by name. */
  readonly indexes: Readonly<Record<string, string>>;
}

/** A value object in columns of a table. */
export interface SchemaEmbedded {
  readonly of: string;
  /** Column that has a value where there is one. */
  readonly presence: string;
}

/** One column. Exact numbers may have another one, that they are ordered by. */
export interface SchemaColumn {
  readonly name: string;
  /** The field it is for: `limit.amount`. */
  readonly of: string;
  readonly type: ColumnType;
  readonly order?: string;
  /** Whether what it belongs to always has a value in it. */
  readonly isRequired: boolean;
  /** Its type in SQL, where the model says one. */
  readonly sqlType?: string;
  /** Name of the codec that wrote it. */
  readonly codec?: string;
  /** The values that the database lets in. */
  readonly choices?: ColumnChoices;
}

/** The tables that a model wants, with what is needed to make them, and the names that things had before. */
export interface WantedSchema {
  readonly tables: readonly WantedTable[];
}

export interface WantedTable extends SchemaTable {
  readonly formerly: readonly string[];
  readonly columns: readonly WantedColumn[];
  readonly embedded: readonly (SchemaEmbedded & { readonly formerly: readonly string[] })[];
  /** Statements that make it, and have the database guard it. */
  readonly create: readonly string[];
}

export interface WantedColumn extends SchemaColumn {
  /** What `of` may have been, by `renamedFrom`. */
  readonly formerly: readonly string[];
}

/** The tables that shapes need. */
export function schemaOf(shapes: readonly StateShape[], dialect: SqlDialect): WantedSchema {
  return {
    tables: shapes.flatMap((shape) => {
      const root = rootTableOf(shape, dialect);
      return tablesOf(root, root, [shape.name], dialect);
    }),
  };
}

/** What is kept of the tables that a model wants. */
export function recordOf({ tables }: WantedSchema): Schema {
  return {
    tables: tables.map(({ create: _, formerly: __, columns, embedded, ...kept }) => ({
      ...kept,
      columns: columns.map(({ formerly: ___, ...column }) => column),
      embedded: embedded.map(({ of, presence }) => ({ of, presence })),
    })),
  };
}

/** @param of - what the table holds, and what that was called before. */
function tablesOf(
  table: RootTable | ChildTable,
  root: RootTable,
  [of, ...formerly]: readonly string[],
  dialect: SqlDialect,
): readonly WantedTable[] {
  const found: Found = { columns: [], embedded: [], children: [] };
  gather(table.parts, [''], found);
  const name = storedTable(table.name, dialect);
  const own: WantedTable = {
    name,
    of: of!,
    formerly,
    ...(table === root
      ? { identity: root.identity.name, indexes: indexesOf(root, dialect) }
      : { indexes: {} }),
    columns: found.columns,
    embedded: found.embedded,
    create: [createTable(table, root, dialect), ...(dialect.tenantColumn?.guards(name) ?? [])],
  };
  const below = found.children.flatMap(({ table: child, paths }) => {
    const names = [of!, ...formerly].flatMap((holder) => paths.map((path) => `${holder}.${path}`));
    return tablesOf(child, root, names, dialect);
  });
  return [own, ...below];
}

interface Found {
  readonly columns: WantedColumn[];
  readonly embedded: WantedTable['embedded'][number][];
  readonly children: { readonly table: ChildTable; readonly paths: readonly string[] }[];
}

/** @param prefixes - of paths; the first is that of today. */
function gather(parts: readonly Part[], prefixes: readonly string[], found: Found): void {
  for (const part of parts) {
    const { name, storedAs, renamedFrom, presence } = part.field;
    const names = [...new Set([name, storedAs, ...renamedFrom])];
    const paths = prefixes.flatMap((prefix) => names.map((each) => `${prefix}${each}`));
    if (part.kind === 'children') found.children.push({ table: part.table, paths });
    else if (part.kind === 'value') found.columns.push(columnOf(part.column, paths, presence === 'required'));
    else {
      if (part.isMarked) found.columns.push(columnOf(part.presence, paths, false));
      found.embedded.push({ of: paths[0]!, formerly: paths.slice(1), presence: part.presence.name });
      gather(
        part.parts,
        paths.map((path) => `${path}.`),
        found,
      );
    }
  }
}

function columnOf(column: Column, [of, ...formerly]: readonly string[], isRequired: boolean): WantedColumn {
  const { name, type, order, sqlType, held } = column;
  const { choices } = choicesIn(column);
  return {
    name,
    of: of!,
    formerly,
    type,
    ...(order === undefined ? {} : { order }),
    isRequired,
    ...(sqlType === undefined ? {} : { sqlType }),
    ...(held === undefined ? {} : { codec: held.codec.name }),
    ...(choices === undefined ? {} : { choices }),
  };
}
