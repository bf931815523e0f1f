import type { JsonValue } from '../errors/violation.js';

/**
 * How values lie in a column that a codec writes: whole numbers, other numbers, exact numbers as their digits, texts, truth values,
 * or anything as JSON.
 */
export type ColumnKind = 'integer' | 'real' | 'exact' | 'text' | 'boolean' | 'json';

/** All of them, for options to be checked. */
const columnKinds: readonly ColumnKind[] = ['integer', 'real', 'exact', 'text', 'boolean', 'json'];

/**
 * How the values of a field lie in a column, where that is otherwise than by itself: an amount as cents, a text encrypted, a value
 * object as JSON of another shape. Stores without columns go through it as well, so that what it cannot keep is refused by all.
 *
 * Values are those that JSON has: decimals, days and moments are texts. Absent ones are absent in the column, whatever the codec.
 *
 * @example
 * ```ts fragment
 * const cents: ColumnCodec<string, number> = {
 *   name: 'cents',
 *   kind: 'integer',
 *   keeps: 'order',
 *   toColumn: (amount) => Math.round(Number(amount) * 100),
 *   fromColumn: (held) => (held / 100).toFixed(2),
 * };
 * ```
 */
export interface ColumnCodec<Value = JsonValue, Held = JsonValue> {
  /** Name, for messages and migrations: another name means that columns are read otherwise. */
  readonly name: string;
  readonly kind: ColumnKind;
  /**
   * What a database may compare in place of the values. With `equality`, equal values are held alike and others otherwise; with
   * `order`, they are in the same order as well: of numbers, or of texts by code points. Nothing when absent, as of what is
   * encrypted: then queries read all states and look at each, and no unique rule may name the field.
   */
  readonly keeps?: 'equality' | 'order';
  /** What lies in the column for a value. Called while a state is saved and for values in queries; must be synchronous. */
  toColumn(value: Value): Held;
  /** The value again. */
  fromColumn(held: Held): Value;
}

/** A codec, whatever values it is for. */
export interface AnyColumnCodec extends Pick<ColumnCodec, 'name' | 'kind' | 'keeps'> {
  toColumn(value: never): JsonValue;
  fromColumn(held: never): JsonValue;
}

/** What was expected of a codec; undefined when it is fine. */
export function checkColumnCodec(given: unknown): string | undefined {
  const { name, kind, keeps, toColumn, fromColumn } = Object(given) as Partial<AnyColumnCodec>;
  const isFine =
    typeof name === 'string' &&
    name !== '' &&
    columnKinds.includes(kind!) &&
    (keeps === undefined || keeps === 'equality' || keeps === 'order') &&
    typeof toColumn === 'function' &&
    typeof fromColumn === 'function';
  return isFine
    ? undefined
    : `a codec: { name: '…', kind: ${columnKinds.map((each) => `'${each}'`).join(' or ')}, toColumn, fromColumn }, and keeps: 'equality' or 'order' where it does`;
}
