import type { FieldDescriptor } from '@domainry/core';
import type { Shape, StateShape } from '@domainry/core/ports';
import { columnTypeOf, type Column, type ColumnType } from './column.js';
import { isCounted } from './is-counted.js';
import type { ChildTable, Part, RootTable } from './table.js';

/** What a table is made for. */
interface Plan {
  readonly table: string;
  /** Column of the identity of the root. */
  readonly root: Column;
  /** Whether exact numbers need a column to be ordered by. */
  readonly needsOrder: boolean;
}

const known = new WeakMap<StateShape, Map<boolean, RootTable>>();

/**
 * The tables that the states of a shape lie in.
 *
 * @param needsOrder - whether the database has no type for exact numbers.
 */
export function tableOf(shape: StateShape, needsOrder: boolean): RootTable {
  let tables = known.get(shape);
  if (tables === undefined) known.set(shape, (tables = new Map()));
  let table = tables.get(needsOrder);
  if (table === undefined) tables.set(needsOrder, (table = makeTable(shape, needsOrder)));
  return table;
}

function makeTable(shape: StateShape, needsOrder: boolean): RootTable {
  const { storedAs, identity } = shape;
  const root: Column = { name: identity.storedAs, type: columnTypeOf(identity) };
  const parts = partsOf(shape, { table: storedAs, root, needsOrder }, '', [shape]);
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

/**
 * @param prefix - of the names of columns, inside of value objects.
 * @param within - shapes that hold this one: one that holds itself would need tables without end, and is kept as JSON.
 */
function partsOf(shape: Shape, plan: Plan, prefix: string, within: readonly Shape[]): readonly Part[] {
  return shape.fields.map((field): Part => {
    const name = `${prefix}${field.storedAs}`;
    const nested = shape.nested.get(field.name);
    const inner = nested?.shape();
    if (
      nested === undefined ||
      inner === undefined ||
      nested.kind === 'valueObjects' ||
      within.includes(inner)
    ) {
      return { kind: 'value', field, column: columnOf(field, name, nested !== undefined, plan) };
    }
    if (nested.kind === 'valueObject') return embedded(field, inner, plan, name, [...within, inner]);
    const table = childTable(inner, `${plan.table}_${name}`, plan, [...within, inner]);
    return { kind: 'children', field, isMany: nested.kind === 'children', table };
  });
}

function columnOf(field: FieldDescriptor, name: string, isNested: boolean, { needsOrder }: Plan): Column {
  const type: ColumnType = isNested ? 'json' : columnTypeOf(field);
  return type === 'exact' && needsOrder ? { name, type, order: `${name}__order` } : { name, type };
}

function embedded(
  field: FieldDescriptor,
  shape: Shape,
  plan: Plan,
  name: string,
  within: readonly Shape[],
): Part {
  const parts = partsOf(shape, plan, `${name}_`, within);
  const always = parts.find((part) => part.kind === 'value' && part.field.presence === 'required');
  return always?.kind === 'value'
    ? { kind: 'embedded', field, presence: always.column, isMarked: false, parts }
    : { kind: 'embedded', field, presence: { name, type: 'boolean' }, isMarked: true, parts };
}

function childTable(shape: Shape, name: string, plan: Plan, within: readonly Shape[]): ChildTable {
  const parts = partsOf(shape, { ...plan, table: name }, '', within);
  return { name, shape, parts, columns: columnsOf(parts), children: childrenOf(parts), root: plan.root };
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
