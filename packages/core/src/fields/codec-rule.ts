import type { JsonValue } from '../errors/violation.js';
import { canonicalText } from './canonical-text.js';
import { frozenCopy } from './frozen-copy.js';
import { REJECTED, type Inspection } from './inspection.js';
import { restoreBy } from './restore-by.js';
import type { JsonSchema, ValueRule } from './value-rule.js';

/** What a type of the user's own is, to fields. */
export interface FieldCodec<V> {
  /** Name of the type, for messages and documentation. */
  readonly name: string;
  /**
   * Gives the value to keep for what code handed in; takes what it gave as it is. Throws an Error when it is none, whose
   * message completes the sentence "expected …".
   */
  accept(value: unknown): V;
  /** Writes a value as JSON, without loss. */
  toJson(value: V): JsonValue;
  /** Reads a value from JSON; throws as `accept` does. What it gives still passes through `accept`. */
  fromJson(json: JsonValue): V;
  /** Whether two values are the same value. They are when they have the same JSON, when absent. */
  equals?(one: V, other: V): boolean;
  /** JSON Schema (draft 2020-12) of what `toJson` gives. */
  schema?(): JsonSchema;
}

/** The rule of the values of a codec. Arrays and plain objects are kept as frozen copies, anything else as it is. */
export function codecRule(codec: FieldCodec<unknown>): ValueRule {
  const attempt = (act: () => unknown, received: unknown, inspection: Inspection): unknown => {
    try {
      return act();
    } catch (error) {
      return inspection.reject(
        'type',
        codec.name,
        received,
        error instanceof Error ? error.message : String(error),
      );
    }
  };
  const accept = (value: unknown, inspection: Inspection): unknown => {
    const accepted = attempt(() => codec.accept(value), value, inspection);
    if (accepted === REJECTED) return REJECTED;
    if (accepted === undefined || accepted === null || isPromise(accepted)) {
      return inspection.reject('type', codec.name, accepted, `a ${codec.name} from the codec, at once`);
    }
    return frozenCopy(accepted, (leaf) => leaf, inspection);
  };
  const decode = (json: unknown, inspection: Inspection): unknown => {
    const read = attempt(() => codec.fromJson(json as JsonValue), json, inspection);
    return read === REJECTED ? REJECTED : accept(read, inspection);
  };
  return {
    accept,
    decode,
    encode: (kept) => codec.toJson(kept),
    restore: (stored) => restoreBy(decode, stored),
    equals: (kept, other) => {
      if (codec.equals !== undefined) return codec.equals(kept, other);
      return (
        Object.is(kept, other) || canonicalText(codec.toJson(kept)) === canonicalText(codec.toJson(other))
      );
    },
    schema: () => codec.schema?.() ?? {},
  };
}

function isPromise(value: unknown): boolean {
  return value instanceof Promise || typeof (value as { then?: unknown }).then === 'function';
}
