import type { StateRecord, StateShape } from '../../ports/state-store.js';
import { matcherOf, type Matcher } from '../../queries/evaluate.js';
import { followPath, type StoredData } from '../../queries/field-path.js';
import type { Predicate } from '../../queries/predicate.js';
import { orderOf, type ValueKey } from '../../queries/value-order.js';

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
    this.#reads = this.fields.map((field) => {
      const { descriptor, read } = followPath(shape, field.split('.'));
      const order = orderOf(descriptor);
      return (data) => {
        const value = read(data);
        return value === null ? null : order.key(value);
      };
    });
  }

  readonly name: string;

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

/** States by their key. */
export class StateIndex {
  readonly #ids = new Map<FieldKey, StateId | Set<StateId>>();

  constructor(readonly key: IndexKey) {}

  /** Identities of the states with a key. */
  find(key: FieldKey): Iterable<StateId> {
    const found = this.#ids.get(key);
    if (found === undefined) return [];
    return found instanceof Set ? found : [found];
  }

  /** Puts a state in place of another with the same identity; either may be missing. */
  replace(before: StateRecord | undefined, after: StateRecord | undefined): void {
    const oldKey = before && this.key.of(before.data);
    const newKey = after && this.key.of(after.data);
    if (oldKey === newKey) return;
    if (before !== undefined && oldKey !== undefined) this.#delete(oldKey, before.id);
    if (after !== undefined && newKey !== undefined) this.#add(newKey, after.id);
  }

  #add(key: FieldKey, id: StateId): void {
    const found = this.#ids.get(key);
    // Most keys have one state; a set for each of them would take many times the memory.
    if (found === undefined) this.#ids.set(key, id);
    else if (found instanceof Set) found.add(id);
    else this.#ids.set(key, new Set([found, id]));
  }

  #delete(key: FieldKey, id: StateId): void {
    const found = this.#ids.get(key);
    if (!(found instanceof Set)) this.#ids.delete(key);
    else if (found.delete(id) && found.size === 0) this.#ids.delete(key);
  }
}

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
