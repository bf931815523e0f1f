import type { Deprecation, FieldSummary, JsonValue } from '@domainry/core';
import type { FieldDocument } from '../document/field-document.js';
import type { MemberReading } from '../source/source-documentation.js';
import { firstSentence } from './first-sentence.js';

/**
 * One field of the document.
 *
 * @param field - as the registry describes it, with ids for names.
 * @param reading - what its source says.
 */
export function readField(field: FieldSummary, reading: MemberReading = {}): FieldDocument {
  const { deprecated, examples, items, description, ...rest } = field;
  const { documentation, source } = reading;
  const told = description ?? firstSentence(documentation?.summary);
  return {
    ...rest,
    ...(told === undefined ? {} : { description: told }),
    ...(deprecated === undefined ? {} : { deprecated: readDeprecation(deprecated) }),
    ...(examples === undefined ? {} : { examples: examples as readonly JsonValue[] }),
    ...(items === undefined ? {} : { items: readField(items) }),
    ...(documentation === undefined ? {} : { documentation }),
    ...(source === undefined ? {} : { source }),
  };
}

/** What an option says, in full. */
export function readDeprecation(given: JsonValue): Deprecation {
  return typeof given === 'string' ? { since: given } : (given as unknown as Deprecation);
}
