import {
  describeRegistry,
  type ElementSummary,
  type FieldSummary,
  type JsonValue,
  type Registry,
} from '@domainry/core';

/** What stands in the place of a value that is personal. */
const masked = '***';

/** Shows what is stored of a domain without personal data. */
export class Mask {
  readonly #byType = new Map<string, ElementSummary>();
  readonly #byName = new Map<string, ElementSummary>();
  readonly #personalCategories = new Set<string>();

  /** @param isRevealed - shows everything as it is. */
  constructor(
    registry: Registry,
    readonly isRevealed: boolean,
  ) {
    for (const element of describeRegistry(registry).elements) {
      if (element.type !== undefined) this.#byType.set(element.type, element);
      this.#byName.set(element.name, element);
      if (element.fields.some(({ identifier, personal }) => identifier && personal !== undefined))
        this.#personalCategories.add(element.stream ?? '');
    }
  }

  /**
   * The payload of a stored event. Of a type that no class reads nobody knows what is personal, so all of it is masked.
   *
   * @param text - JSON, or what a codec made of it, which is not shown.
   */
  payload(type: string, text: string): JsonValue {
    const data = parsed(text);
    if (data === undefined) return this.isRevealed ? text : masked;
    if (this.isRevealed) return data;
    const element = this.#byType.get(type);
    return element === undefined ? masked : this.#fields(element.fields, data);
  }

  /** A state as `toDict` gives it. */
  state(name: string, data: JsonValue): JsonValue {
    const element = this.#byName.get(name);
    return this.isRevealed ? data : element === undefined ? masked : this.#fields(element.fields, data);
  }

  /** A stream, whose name holds the identity. */
  stream(name: string): string {
    const at = name.indexOf('-');
    if (this.isRevealed || at === -1 || !this.#personalCategories.has(name.slice(0, at))) return name;
    return `${name.slice(0, at)}-${masked}`;
  }

  #fields(fields: readonly FieldSummary[], data: JsonValue): JsonValue {
    if (!isObject(data)) return data;
    const known = new Map(
      fields.flatMap((field) =>
        [field.name, field.storedAs, ...(field.renamedFrom ?? [])].map((name) => [name, field] as const),
      ),
    );
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => {
        const field = known.get(key);
        // A key that no field has is of a form nobody knows any more; the identity that a form adds is none of a person.
        if (field === undefined) return [key, key === 'id' ? value : masked];
        return [key, this.#value(field, value)];
      }),
    );
  }

  #value({ personal, target, items }: FieldSummary, value: JsonValue): JsonValue {
    if (value === null) return value;
    if (personal !== undefined) return masked;
    const nested = target === undefined ? undefined : this.#byName.get(target);
    if (Array.isArray(value)) {
      return value.map((each) =>
        items !== undefined
          ? this.#value(items, each)
          : nested === undefined
            ? each
            : this.#fields(nested.fields, each),
      );
    }
    if (!isObject(value)) return value;
    if (nested !== undefined && nested.fields.length > 0) return this.#fields(nested.fields, value);
    if (items === undefined) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.#value(items, each)]));
  }
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function isObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
