import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { extensionKeyword, type SchemaDraft } from '../../../src/formats/json-schema/schema-draft.js';

/** Strict, as consumers have it: unknown formats are errors, and unknown keywords but the one they are told of. */
const options = { strictRequired: false, keywords: [extensionKeyword] };
const validators = { 'draft-07': new Ajv(options), '2020-12': new Ajv2020(options) };
for (const validator of Object.values(validators)) addFormats.default(validator);

/** Compiles a schema, and forgets it, so that another may have its name. */
export function compileSchema(schema: object, draft: SchemaDraft): ValidateFunction {
  const compiled = validators[draft].compile(schema);
  validators[draft].removeSchema(schema);
  return compiled;
}
