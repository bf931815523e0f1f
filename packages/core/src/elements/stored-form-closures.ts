import type { JsonValue } from '../errors/violation.js';
import type { ElementModel } from './element-model.js';
import { meetUnknownKeys, readField, requireRecord, type StoredField } from './stored-form-fields.js';
import type { RawForm } from './stored-form-values.js';

/** The form of a class out of closures, for runtimes that forbid code generation. */
export function interpretStoredForm(model: ElementModel, fields: readonly StoredField[]): RawForm {
  return {
    write: (instance) => {
      const data: Record<string, JsonValue> = {};
      for (const { slot, key, value } of fields) {
        const kept = (instance as Record<symbol, unknown>)[slot];
        if (kept !== undefined) data[key] = kept === null ? null : value.write(kept);
      }
      return data;
    },
    read: (given, place) => {
      const data = requireRecord(given);
      const kept = fields.map((field) => readField(field, data, place));
      meetUnknownKeys(fields, data, place);
      return model.hydrate(kept);
    },
    // It would be slower than the parser.
    readText: () => undefined,
  };
}
