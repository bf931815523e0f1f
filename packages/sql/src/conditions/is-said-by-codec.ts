import type { JsonValue } from '@domainry/core';
import { isHeldByCodec, type FieldInColumn, type Lookup } from '@domainry/core/ports';

/**
 * Whether a database can compare what a codec has written in place of the values. What it cannot, the reference does, over all
 * states that may be meant; also where a value of the query is none that the codec keeps.
 */
export function isSaidByCodec(held: FieldInColumn, lookup: Lookup, value: JsonValue): boolean {
  const { keeps, kind } = held.codec;
  switch (lookup) {
    case 'isNull':
      return true;
    case 'equals':
      return keeps !== undefined && isHeldByCodec(held, value);
    case 'in':
      return (
        keeps !== undefined &&
        (value as readonly JsonValue[]).every((one) => one === null || isHeldByCodec(held, one))
      );
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return keeps === 'order' && kind !== 'json' && kind !== 'boolean' && isHeldByCodec(held, value);
    default:
      return false;
  }
}
