import { isCleanText } from './clean-text.js';
import { deepest, REJECTED, type Inspection } from './inspection.js';
import { hostileKeys, isPlainObject } from './plain-object.js';

/** Accepts what is neither an array nor a plain object: gives what to keep, or REJECTED. */
export type AcceptLeaf = (value: unknown, inspection: Inspection) => unknown;

/**
 * A deep copy of arrays and plain objects, frozen throughout. What holds itself, is nested too deeply, is too large, or
 * has keys that reach into prototypes is refused.
 */
export function frozenCopy(value: unknown, acceptLeaf: AcceptLeaf, inspection: Inspection): unknown {
  return new FreezingCopier(acceptLeaf, inspection).copy(value);
}

/** Whether an object may have a key; tells the inspection, at the place of the key, when it may not. */
export function isAllowedKey(key: string, inspection: Inspection): boolean {
  if (hostileKeys.has(key)) {
    const list = [...hostileKeys].join(', ');
    inspection.within(key, () =>
      inspection.reject('key', `none of ${list}`, key, `a key other than ${list}`),
    );
    return false;
  }
  if (!isCleanText(key)) {
    const expected = 'text without NUL and lone surrogates';
    inspection.within(key, () => inspection.reject('text', expected, key, `a key that is ${expected}`));
    return false;
  }
  return true;
}

class FreezingCopier {
  readonly #acceptLeaf: AcceptLeaf;
  readonly #inspection: Inspection;
  /** The objects that the current place lies in. */
  readonly #ancestors = new Set<object>();

  constructor(acceptLeaf: AcceptLeaf, inspection: Inspection) {
    this.#acceptLeaf = acceptLeaf;
    this.#inspection = inspection;
  }

  copy(value: unknown): unknown {
    const inspection = this.#inspection;
    if (!inspection.count(value)) return REJECTED;
    if (!Array.isArray(value) && !isPlainObject(value)) return this.#acceptLeaf(value, inspection);
    if (this.#ancestors.has(value)) {
      return inspection.reject('cyclic', 'no cycle', value, 'a value that does not hold itself');
    }
    if (inspection.depth > deepest) {
      return inspection.reject(
        'depth',
        `<= ${deepest} levels`,
        value,
        `at most ${deepest} levels of nesting`,
      );
    }
    this.#ancestors.add(value);
    const copy = Array.isArray(value) ? this.#copyArray(value) : this.#copyObject(value);
    this.#ancestors.delete(value);
    return copy;
  }

  #copyArray(value: readonly unknown[]): unknown {
    const copy: unknown[] = [];
    let fine = true;
    // By position, so that the holes of a sparse array are seen.
    for (let index = 0; index < value.length && !this.#inspection.isOver; index++) {
      const part = this.#copyPart(index, value[index]);
      if (part === REJECTED) fine = false;
      else copy.push(part);
    }
    return fine ? Object.freeze(copy) : REJECTED;
  }

  #copyObject(value: Readonly<Record<string, unknown>>): unknown {
    const copy: Record<string, unknown> = {};
    let fine = true;
    if (Object.getOwnPropertySymbols(value).length > 0) {
      this.#inspection.reject('key', 'text keys', value, 'keys that are texts, not symbols');
      fine = false;
    }
    for (const key of Object.keys(value)) {
      if (this.#inspection.isOver) return REJECTED;
      const part = isAllowedKey(key, this.#inspection) ? this.#copyPart(key, value[key]) : REJECTED;
      if (part === REJECTED) fine = false;
      else copy[key] = part;
    }
    return fine ? Object.freeze(copy) : REJECTED;
  }

  #copyPart(step: string | number, part: unknown): unknown {
    this.#inspection.enter(step);
    const copy = this.copy(part);
    this.#inspection.leave();
    return copy;
  }
}
