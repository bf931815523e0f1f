import { validate } from 'uuid';
import type { JsonValue } from '../errors/violation.js';
import type { ReportOption } from './field.js';
import type { Inspection } from './inspection.js';
import { integerRule } from './integer-rule.js';
import { textRule } from './text-rule.js';
import type { ValueRule } from './value-rule.js';

/** What identities are made of. */
export type IdentityType = 'string' | 'uuid' | 'integer';

/** The type of the values of an identity, from the options of its field. */
export type IdentityValue<Options> = Options extends { readonly type: 'integer' } ? number : string;

/** Greatest length of an identity that is a text, in UTF-16 code units. */
const maxLength = 255;

/** The option `type` of a field that holds an identity; reports what is none. */
export function identityType(given: unknown, report: ReportOption): IdentityType {
  if (given === undefined || given === 'string') return 'string';
  if (given === 'uuid' || given === 'integer') return given;
  report('type', 'type is no type of identity', "Give 'string', 'uuid' or 'integer'.");
  return 'string';
}

/** The rule of identities of one type. */
export function identityRule(type: IdentityType): ValueRule {
  switch (type) {
    case 'string':
      return textRule({ minLength: 1, maxLength });
    case 'integer':
      return integerRule({});
    case 'uuid':
      return uuidRule;
  }
}

function acceptUuid(value: unknown, inspection: Inspection): unknown {
  if (typeof value === 'string' && validate(value)) {
    // RFC 9562: either case is read, lower case is written; one UUID must not be two identities.
    return value.toLowerCase();
  }
  return inspection.reject('type', 'UUID', value, 'a UUID');
}

/** Whether a value is a UUID as it is kept. */
function isKeptUuid(value: unknown): boolean {
  return typeof value === 'string' && validate(value) && value === value.toLowerCase();
}

const uuidRule: ValueRule = {
  accept: acceptUuid,
  decode: acceptUuid,
  encode: (kept) => kept as JsonValue,
  inline: {
    constants: { isKeptUuid },
    test: (v, names) => `${names['isKeptUuid']}(${v})`,
    encode: (kept) => kept,
  },
  schema: () => ({ type: 'string', format: 'uuid' }),
};
