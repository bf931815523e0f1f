import type { FieldDescriptor } from './field.js';
import type { Inspection } from './inspection.js';

/** The default of a field for a new instance, as it is kept. */
export function defaultOf(field: FieldDescriptor, inspection: Inspection): unknown {
  const given = field.default;
  if (given === undefined) return undefined;
  const value = typeof given === 'function' ? (given as () => unknown)() : given;
  return acceptPresent(field, value, 'code', inspection);
}

/**
 * Accepts what was given for a field, or its default: gives the value to keep, undefined for an absent optional one,
 * or REJECTED after telling the inspection why.
 */
export function acceptField(field: FieldDescriptor, value: unknown, inspection: Inspection): unknown {
  return inspection.within(field.name, () => {
    if (value === undefined) return absent(field, inspection);
    if (value === null) {
      if (field.presence === 'nullable') return null;
      // JSON and databases have no undefined: there, null says that nothing was given.
      if (inspection.source === 'json') return absent(field, inspection);
    }
    return acceptPresent(field, value, inspection.takesLive(value) ? 'code' : inspection.source, inspection);
  });
}

function absent(field: FieldDescriptor, inspection: Inspection): unknown {
  switch (field.presence) {
    case 'required':
      return inspection.reject('required', 'a value', undefined);
    case 'nullable':
      return null;
    case 'defaulted':
      return defaultOf(field, inspection);
    case 'optional':
      return undefined;
  }
}

function acceptPresent(
  field: FieldDescriptor,
  value: unknown,
  source: 'code' | 'json',
  inspection: Inspection,
): unknown {
  if (value === null || value === undefined) return inspection.reject('type', field.kind, value);
  try {
    return source === 'code' ? field.rule.accept(value, inspection) : field.rule.decode(value, inspection);
  } catch (error) {
    // Only an overflowing stack says that values are nested too deeply; every other error surfaces as it is.
    if (!(error instanceof RangeError) || !error.message.includes('call stack')) throw error;
    return inspection.reject('depth', 'values that are nested less deeply', value);
  }
}
