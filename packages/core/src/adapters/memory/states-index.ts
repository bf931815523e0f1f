import type { JsonValue } from '../../errors/violation.js';
import type { StateRecord, StateShape } from '../../ports/state-store.js';
import { matcherOf, type Matcher } from '../../queries/evaluate.js';
import { followPath, type StoredData } from '../../queries/field-path.js';
import type { Predicate } from '../../queries/predicate.js';
import { orderOf, type ValueKey, type ValueOrder } from '../../queries/value-order.js';

/** Identity of a state, in stored form. */
export type StateId = string | number;

/** Key of a value, or of absence. */
export type FieldKey = ValueKey | null;

/** What states are found by: the values of some fields, told apart by the rules of these fields. */
export class IndexKey {
  /** Names of the fields, without the sign for descending order. */
  readonly fields: readonly string[];
  /** Whether the rule holds for some states only. */
  readonly isPartial: boolean;
  readonly #reads: readonly ((data: StoredData) => FieldKey)[];
  readonly #orders: readonly ValueOrder[];
  readonly #holds: Matcher | undefined;

  constructor(
    readonly shape: StateShape,
    { name, fields, where }: { name: string; fields: readonly string[]; where?: Predicate },
    readonly isUnique: boolean,
  ) {
    this.name = name;
    this.fields = fields.map((field) => field.replace(/^-/, ''));
    this.isPartial = where !== undefined;
    this.#holds = where && matcherOf(shape, where);
    const paths = this.fields.map((field) => followPath(shape, field.split('.')));
    this.#orders = paths.map(({ descriptor }) => orderOf(descriptor));
    this.#reads = paths.map(
      ({ read }, place) =>
        (data) =>
          this.keyOf(place, read(data)),
    );
  }

  readonly name: string;

  /** Key of a value of one of its fields, by the place of the field among them. */
  keyOf(place: number, value: JsonValue): FieldKey {
    return value === null ? null : this.#orders[place]!.key(value);
  }

  /** What a state is found under. Undefined when it is not in the index; in unique ones, absent values never are. */
  of(data: StoredData): FieldKey | undefined {
    if (this.#holds !== undefined && !this.#holds(data)) return undefined;
    const [first] = this.#reads;
    if (first !== undefined && this.#reads.length === 1) {
      const key = first(data);
      return key === null && this.isUnique ? undefined : key;
    }
    const keys = this.#reads.map((read) => read(data));
    return this.isUnique && keys.includes(null) ? undefined : combineKeys(keys);
  }
}

/** The key of states that have these keys in the fields of an index, in their order. */
export function combineKeys(keys: readonly FieldKey[]): FieldKey {
  return keys.length === 1 ? (keys[0] as FieldKey) : JSON.stringify(keys);
}

/** The place of a state, whatever is written there in the course of time. */
export interface Row {
  readonly id: StateId;
}

/** The rows of states by their key: they lead to what is there now without another look-up. */
export class StateIndex<Of extends Row> {
  readonly #rows = new Map<FieldKey, Of | Set<Of>>();

  constructor(readonly key: IndexKey) {}

  /** Rows of the states with a key. */
  find(key: FieldKey): readonly Of[] {
    const found = this.#rows.get(key);
    if (found === undefined) return none;
    return found instanceof Set ? [...found] : [found];
  }

  /** Says that another state lies in a row than did; either may be missing. */
  replace(row: Of, before: StateRecord | undefined, after: StateRecord | undefined): void {
    const oldKey = before && this.key.of(before.data);
    const newKey = after && this.key.of(after.data);
    if (oldKey === newKey) return;
    if (oldKey !== undefined) this.#delete(oldKey, row);
    if (newKey !== undefined) this.#add(newKey, row);
  }

  #add(key: FieldKey, row: Of): void {
    const found = this.#rows.get(key);
    // Most keys have one state; a set for each of them would take many times the memory.
    if (found === undefined) this.#rows.set(key, row);
    else if (found instanceof Set) found.add(row);
    else this.#rows.set(key, new Set([found, row]));
  }

  #delete(key: FieldKey, row: Of): void {
    const found = this.#rows.get(key);
    if (!(found instanceof Set)) this.#rows.delete(key);
    else if (found.delete(row) && found.size === 0) this.#rows.delete(key);
  }
}

const none: readonly never[] = Object.freeze([]);

const keysByShape = new WeakMap<StateShape, readonly IndexKey[]>();

/** The keys a shape asks for: one for each unique rule and declared index. Made once for each shape. */
export function indexKeysOf(shape: StateShape): readonly IndexKey[] {
  const known = keysByShape.get(shape);
  if (known !== undefined) return known;
  const keys = [
    ...shape.uniques.map((rule) => new IndexKey(shape, rule, true)),
    ...shape.indexes.map((rule) => new IndexKey(shape, rule, false)),
  ];
  keysByShape.set(shape, keys);
  return keys;
}
