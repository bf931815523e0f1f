import { describeField } from './describe-field.js';
import { noteOfDecorator, type FieldDescriptor, type FieldNote, type ReportOption } from './field.js';
import type { Inspection } from './inspection.js';
import type { ValueRule } from './value-rule.js';

/** Options that speak of a property, which the contents of a list or dict are not. */
const optionsOfProperties = [
  'required',
  'default',
  'nullable',
  'unique',
  'identifier',
  'readOnly',
  'storedAs',
  'renamedFrom',
  'deprecated',
  'personal',
];

const kindsOfProperties: ReadonlySet<string> = new Set(['auto', 'status', 'hasOne', 'hasMany']);

/**
 * Describes what a list or dict holds, from the field decorator it was given; reports what cannot be a content.
 *
 * @param name - of the descriptor: `item` or `value`.
 */
export function contentField(name: string, of: unknown, report: ReportOption): FieldDescriptor {
  const reportContent: ReportOption = (option, cause, fix) =>
    report('of', `of its contents, ${option}: ${cause}`, fix);
  const note = noteOfDecorator(of);
  if (note === undefined) {
    report(
      'of',
      'what it holds is no field',
      'Say what it holds by a field: field.string(), field.valueObject(…).',
    );
    return describeField(name, unusableNote, reportContent);
  }
  if (kindsOfProperties.has(note.kind)) {
    report(
      'of',
      `contents cannot be of kind ${note.kind}`,
      'Use another kind; children belong into field.hasMany.',
    );
  }
  const refusedOptions = [...note.refusedOptions, ...optionsOfProperties];
  return describeField(name, { ...note, refusedOptions }, reportContent);
}

/** Accepts one content of a list or dict. Contents are never absent: they have no undefined and no null. */
export function acceptContent(
  rule: ValueRule,
  how: 'accept' | 'decode',
  value: unknown,
  inspection: Inspection,
): unknown {
  if (value === undefined || value === null) return inspection.reject('required', 'a value', value);
  return rule[inspection.takesLive(value) ? 'accept' : how](value, inspection);
}

/** Stands in for contents that were reported: the container can be described, and holds nothing. */
const unusableNote: FieldNote = {
  kind: 'custom',
  options: {},
  ownOptions: [],
  refusedOptions: [],
  plan: () => ({
    rule: {
      accept: (value, inspection) => inspection.reject('type', 'nothing', value),
      decode: (value, inspection) => inspection.reject('type', 'nothing', value),
      encode: () => null,
      schema: () => ({ not: {} }),
    },
  }),
};
