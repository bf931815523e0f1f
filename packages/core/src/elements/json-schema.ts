import type { JsonValue } from '../errors/violation.js';
import type { FieldDescriptor } from '../fields/field.js';
import { Inspection, REJECTED } from '../fields/inspection.js';
import type { JsonSchema } from '../fields/value-rule.js';
import type { ElementModel } from './element-model.js';
import { toDraft, type SchemaDraft } from './schema-draft.js';

/** What a JSON Schema describes: what `fromDict` takes, or what `toDict` gives. */
export type SchemaSide = 'input' | 'output';

/** Which JSON Schema of a class is wanted. */
export interface JsonSchemaOptions {
  /** `draft-2020-12` when absent. */
  readonly target?: SchemaDraft;
  /** `input` when absent. */
  readonly side?: SchemaSide;
}

/** The document that is being written: the rules of fields ask for the schemas of nested classes while it is. */
let current: SchemaDocument | undefined;

/**
 * JSON Schema of a class as a document of its own, with the classes in it under `$defs`; within another document, a
 * reference to the class.
 *
 * @throws DomainryError SCHEMA_TARGET when there is no such draft.
 */
export function jsonSchemaOf(model: ElementModel, options: JsonSchemaOptions = {}): JsonSchema {
  if (current !== undefined) return current.refer(model);
  const document = new SchemaDocument(model, options.side ?? 'input');
  current = document;
  try {
    return toDraft(document.write(), options.target ?? 'draft-2020-12');
  } finally {
    current = undefined;
  }
}

class SchemaDocument {
  readonly #names = new Map<ElementModel, string>();
  readonly #definitions: Record<string, JsonValue> = {};

  constructor(
    readonly root: ElementModel,
    readonly side: SchemaSide,
  ) {}

  write(): JsonSchema {
    const schema = this.#describe(this.root);
    return this.#names.size === 0 ? schema : { ...schema, $defs: this.#definitions };
  }

  /** Classes may hold themselves: each is described once. */
  refer(model: ElementModel): JsonSchema {
    if (model === this.root) return { $ref: '#' };
    let name = this.#names.get(model);
    if (name === undefined) {
      name = model.name;
      for (let count = 2; Object.hasOwn(this.#definitions, name); count++) name = `${model.name}${count}`;
      this.#names.set(model, name);
      this.#definitions[name] = {};
      this.#definitions[name] = this.#describe(model);
    }
    return { $ref: `#/$defs/${name}` };
  }

  #describe({ name, fields }: ElementModel): JsonSchema {
    const isInput = this.side === 'input';
    const properties: Record<string, JsonValue> = {};
    const required: string[] = [];
    const renamed: JsonValue[] = [];
    for (const field of fields) {
      properties[field.name] = this.#property(field);
      const former = isInput ? field.renamedFrom : [];
      for (const name of former) properties[name] = { ...this.#property(field), deprecated: true };
      const isRequired = isInput
        ? field.presence === 'required'
        : field.presence !== 'optional' || field.kind === 'hasMany';
      if (!isRequired) continue;
      if (former.length === 0) required.push(field.name);
      else renamed.push({ anyOf: [field.name, ...former].map((name) => ({ required: [name] })) });
    }
    return {
      title: name,
      type: 'object',
      properties,
      required,
      ...(renamed.length === 0 ? {} : { allOf: renamed }),
      additionalProperties: false,
    };
  }

  #property(field: FieldDescriptor): JsonSchema {
    const schema = field.rule.schema();
    // In JSON, null says that nothing was given.
    const isNullable =
      field.presence === 'nullable' || (this.side === 'input' && field.presence !== 'required');
    const isNarrow = Object.keys(schema).length > 0;
    return {
      ...(isNullable && isNarrow ? { anyOf: [schema, { type: 'null' }] } : schema),
      ...(field.description === undefined ? {} : { description: field.description }),
      ...examplesOf(field),
      ...(this.side === 'input' ? defaultIn(field) : {}),
      ...(field.deprecated === undefined ? {} : { deprecated: true }),
      ...(field.readOnly ? { readOnly: true } : {}),
    };
  }
}

function examplesOf(field: FieldDescriptor): JsonSchema {
  const examples = field.examples.flatMap((example) => encoded(field, example));
  return examples.length === 0 ? {} : { examples };
}

function defaultIn(field: FieldDescriptor): JsonSchema {
  if (field.default === undefined || typeof field.default === 'function') return {};
  const [value] = encoded(field, field.default);
  return value === undefined ? {} : { default: value };
}

/** A value that code gives, as JSON; nothing when it is none. */
function encoded(field: FieldDescriptor, value: unknown): JsonValue[] {
  const kept = field.rule.accept(value, new Inspection(field.name, 'code'));
  return kept === REJECTED ? [] : [field.rule.encode(kept)];
}
