import type { FieldDescriptor } from '@domainry/core';
import type { ColumnMapping, Shape, StateShape, TableMapping } from '@domainry/core/ports';
import type { SqlDialect } from '../dialect.js';
import { choicesOf, columnTypeOf, type Column, type ColumnType } from './column.js';
import { typedColumn } from './column-type.js';
import { isCounted } from './is-counted.js';
import type { ChildTable, Part, RootTable } from './table.js';

/** What of a database tables depend on. */
export type TablesFor = Pick<SqlDialect, 'name' | 'hasExactNumbers'>;

/** What a table is made for. */
interface Plan {
  readonly table: string;
  /** What is in it, for messages: `Account.cards`. */
  readonly of: string;
  /** Column of the identity of the root. */
  readonly root: Column;
  readonly dialect: TablesFor;
  /** What classes say about the tables of the root. */
  readonly mapping: TableMapping | undefined;
  /** What they say about this one. */
  readonly said: ReadonlyMap<string, ColumnMapping>;
}

/** Where in a table fields are: what names of columns, and paths of fields, begin with. */
interface Prefix {
  readonly column: string;
  readonly path: string;
}

const known = new WeakMap<StateShape, Map<string, RootTable>>();
const nothingSaid: ReadonlyMap<string, ColumnMapping> = new Map();
const none: Prefix = { column: '', path: '' };

/**
 * The tables that the states of a shape lie in.
 *
 * @throws DomainryError CONFIGURATION_INVALID when a column is given a type that the database cannot have for it.
 */
export function tableOf(shape: StateShape, dialect: TablesFor): RootTable {
  let tables = known.get(shape);
  if (tables === undefined) known.set(shape, (tables = new Map()));
  const key = `${dialect.name} ${dialect.hasExactNumbers}`;
  let table = tables.get(key);
  if (table === undefined) tables.set(key, (table = makeTable(shape, dialect)));
  return table;
}

function makeTable(shape: StateShape, dialect: TablesFor): RootTable {
  const { storedAs, identity, mapping } = shape;
  const said = mapping?.columns ?? nothingSaid;
  const name = said.get(identity.name)?.name ?? identity.storedAs;
  const draft = { table: storedAs, of: shape.name, dialect, mapping, said };
  const root = columnOf(identity, name, identity.name, false, draft);
  const parts = partsOf(shape, { ...draft, root }, none, [shape]);
  return {
    name: storedAs,
    shape,
    identity: root,
    isCounted: shape.fields.some(isCounted),
    parts,
    columns: columnsOf(parts),
    children: childrenOf(parts),
  };
}

/** @param within - shapes that hold this one: one that holds itself would need tables without end, and is kept as JSON. */
function partsOf(shape: Shape, plan: Plan, prefix: Prefix, within: readonly Shape[]): readonly Part[] {
  return shape.fields.map((field): Part => {
    const path = `${prefix.path}${field.name}`;
    const said = plan.said.get(path);
    const name = `${prefix.column}${said?.name ?? field.storedAs}`;
    const nested = shape.nested.get(field.name);
    const inner = nested?.shape();
    if (
      nested === undefined ||
      inner === undefined ||
      nested.kind === 'valueObjects' ||
      said?.json === true ||
      said?.codec !== undefined ||
      within.includes(inner)
    ) {
      return { kind: 'value', field, column: columnOf(field, name, path, nested !== undefined, plan) };
    }
    const here: Prefix = { column: `${name}_`, path: `${path}.` };
    if (nested.kind === 'valueObject') return embedded(field, inner, plan, here, [...within, inner]);
    const own = plan.mapping?.children.get(inner.name);
    const table = childTable(
      inner,
      {
        ...plan,
        table: own?.table ?? `${plan.table}_${name}`,
        of: `${plan.of}.${path}`,
        said: own?.columns ?? nothingSaid,
      },
      [...within, inner],
    );
    return { kind: 'children', field, isMany: nested.kind === 'children', table };
  });
}

function columnOf(
  field: FieldDescriptor,
  name: string,
  path: string,
  isNested: boolean,
  { dialect, said, of }: Omit<Plan, 'root'>,
): Column {
  const { type: given, codec } = said.get(path) ?? {};
  const kind: ColumnType = codec?.kind ?? (isNested ? 'json' : columnTypeOf(field));
  const sqlType = typeof given === 'object' ? given[dialect.name] : given;
  const typed = sqlType === undefined ? { type: kind } : typedColumn(kind, sqlType, `${of}.${path}`, dialect);
  const choices = codec === undefined && sqlType === undefined ? choicesOf(field) : undefined;
  return {
    name,
    ...typed,
    ...(typed.type === 'exact' && !dialect.hasExactNumbers ? { order: `${name}__order` } : {}),
    ...(choices === undefined ? {} : { choices }),
    ...(codec === undefined ? {} : { held: { field, codec, path: `${of}.${path}` } }),
  };
}

function embedded(
  field: FieldDescriptor,
  shape: Shape,
  plan: Plan,
  prefix: Prefix,
  within: readonly Shape[],
): Part {
  const parts = partsOf(shape, plan, prefix, within);
  const always = parts.find((part) => part.kind === 'value' && part.field.presence === 'required');
  const name = prefix.column.slice(0, -1);
  return always?.kind === 'value'
    ? { kind: 'embedded', field, presence: always.column, isMarked: false, parts }
    : { kind: 'embedded', field, presence: { name, type: 'boolean' }, isMarked: true, parts };
}

function childTable(shape: Shape, plan: Plan, within: readonly Shape[]): ChildTable {
  const parts = partsOf(shape, plan, none, within);
  const { table: name, root } = plan;
  return { name, shape, parts, columns: columnsOf(parts), children: childrenOf(parts), root };
}

function columnsOf(parts: readonly Part[]): readonly Column[] {
  return parts.flatMap((part) => {
    if (part.kind === 'value') return part.column;
    if (part.kind === 'children') return [];
    return part.isMarked ? [part.presence, ...columnsOf(part.parts)] : columnsOf(part.parts);
  });
}

function childrenOf(parts: readonly Part[]): readonly ChildTable[] {
  return parts.flatMap((part) => {
    if (part.kind === 'value') return [];
    return part.kind === 'children' ? part.table : childrenOf(part.parts);
  });
}
