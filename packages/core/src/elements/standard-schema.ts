import { DomainryError } from '../errors/domainry-error.js';
import { Inspection, REJECTED } from '../fields/inspection.js';
import { phraseReceived } from '../errors/violation.js';
import type { ElementModel } from './element-model.js';
import { jsonSchemaOf, type SchemaSide } from './json-schema.js';
import type { SchemaDraft } from './schema-draft.js';

/**
 * A class as any validator-agnostic framework can use it. The interface is that of Standard Schema 1.1 and Standard JSON
 * Schema 1.1 (https://standardschema.dev, MIT, Colin McDonnell and others), whose authors ask for it to be copied.
 */
export interface ElementSchema<Input, Output> {
  readonly '~standard': StandardProperties<Input, Output>;
}

/** What a class says of itself under `~standard`. */
export interface StandardProperties<Input, Output> {
  readonly version: 1;
  readonly vendor: 'domainry';
  /** Known to the types only. */
  readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  /** Takes what `fromDict` takes; an instance passes through. */
  readonly validate: (value: unknown, options?: object) => StandardResult<Output>;
  /** JSON Schemas of what `fromDict` takes and of what `toDict` gives. */
  readonly jsonSchema: {
    readonly input: (options: StandardTarget) => Record<string, unknown>;
    readonly output: (options: StandardTarget) => Record<string, unknown>;
  };
}

/** The draft that is wanted: others than those of {@link SchemaDraft} are refused with an error. */
export interface StandardTarget {
  readonly target: SchemaDraft | (string & {});
}

/** The instance, or what is wrong with the value. */
export type StandardResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly StandardIssue[] };

/** One thing that is wrong. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

const made = new WeakMap<ElementModel, StandardProperties<unknown, object>>();

/** What a class says of itself; always the same object. */
export function standardProperties(model: ElementModel): StandardProperties<unknown, object> {
  let properties = made.get(model);
  if (properties === undefined) {
    const schema =
      (side: SchemaSide) =>
      ({ target }: StandardTarget): Record<string, unknown> =>
        jsonSchemaOf(model, { side, target: target as SchemaDraft });
    properties = Object.freeze({
      version: 1,
      vendor: 'domainry',
      validate: (value: unknown) => validate(model, value),
      jsonSchema: Object.freeze({ input: schema('input'), output: schema('output') }),
    });
    made.set(model, properties);
  }
  return properties;
}

function validate(model: ElementModel, value: unknown): StandardResult<object> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const received = phraseReceived(value);
    return {
      issues: [
        { message: `${model.name}: expected an object with its fields, received ${received}.`, path: [] },
      ],
    };
  }
  if (value.constructor === model.cls) return { value };
  const inspection = new Inspection(model.name, 'json', { live: true });
  try {
    const instance = model.build(value, inspection);
    if (instance !== REJECTED) return { value: instance };
  } catch (error) {
    if (isDefect(error)) throw error;
    return { issues: [{ message: (error as Error).message, path: [] }] };
  }
  return { issues: inspection.violations.map(({ message, path }) => ({ message, path })) };
}

/** Invariants may throw errors of the user's own, which are a verdict on the value; mistakes in the code are none. */
function isDefect(error: unknown): boolean {
  if (!(error instanceof Error) || DomainryError.is(error)) return true;
  return [TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError].some(
    (type) => error instanceof type,
  );
}
