import type { FieldDescriptor } from '@domainry/core';
import type { Shape, StateShape } from '@domainry/core/ports';
import type { Column } from './column.js';

/** Where a field of an element lies. */
export type Part = ValuePart | EmbeddedPart | ChildrenPart;

/** A single value, in a column. */
export interface ValuePart {
  readonly kind: 'value';
  readonly field: FieldDescriptor;
  readonly column: Column;
}

/** A value object, in columns of its own beside those of what holds it. */
export interface EmbeddedPart {
  readonly kind: 'embedded';
  readonly field: FieldDescriptor;
  /** The column that has a value if, and only if, there is a value object. */
  readonly presence: Column;
  /** Whether that column is there for nothing else. */
  readonly isMarked: boolean;
  readonly parts: readonly Part[];
}

/** Child entities, one or many, as rows of a table of their own. */
export interface ChildrenPart {
  readonly kind: 'children';
  readonly field: FieldDescriptor;
  readonly isMany: boolean;
  readonly table: ChildTable;
}

/** What tables of roots and of children have in common. */
export interface Table {
  readonly name: string;
  readonly shape: Shape;
  readonly parts: readonly Part[];
  /** All columns of its parts, in order. */
  readonly columns: readonly Column[];
  /** Tables of the children directly in it. */
  readonly children: readonly ChildTable[];
}

/** The table of an aggregate or projection. Beside its parts it has `_version`. */
export interface RootTable extends Table {
  readonly shape: StateShape;
  readonly identity: Column;
  /** Whether the store counts values of some of its fields. */
  readonly isCounted: boolean;
}

/**
 * The table of child entities. Beside its parts it has `_root`, the identity of the root; `_path`, the places that lead to
 * it from there, such as `0` or `2.0`; and `_place`, the last of them.
 */
export interface ChildTable extends Table {
  /** Type of the identities of roots. */
  readonly root: Column;
}
