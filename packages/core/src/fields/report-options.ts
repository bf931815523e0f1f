import type { FieldNote, ReportOption } from './field.js';
import { suggestName } from './suggest-name.js';

/** Options that every kind has, unless it refuses them. */
const commonOptions: readonly string[] = [
  'required',
  'default',
  'nullable',
  'unique',
  'identifier',
  'readOnly',
  'validators',
  'description',
  'examples',
  'storedAs',
  'renamedFrom',
  'deprecated',
  'personal',
];

/** Reports options that are unknown, without effect on the kind, or of the wrong type. */
export function reportOptions(note: FieldNote, report: ReportOption): void {
  const given = Object.keys(note.options);
  for (const option of given) if (!isKnown(note, option)) reportUnknown(note, option, report);
  for (const option of given) reportWrongType(option, note.options[option], report);
}

function isKnown({ ownOptions, refusedOptions }: FieldNote, option: string): boolean {
  return ownOptions.includes(option) || (commonOptions.includes(option) && !refusedOptions.includes(option));
}

function reportUnknown(note: FieldNote, option: string, report: ReportOption): void {
  if (note.refusedOptions.includes(option)) {
    report(option, `the option ${option} has no effect on a field of kind ${note.kind}`, `Remove ${option}.`);
    return;
  }
  const known = [...commonOptions, ...note.ownOptions].filter((each) => isKnown(note, each));
  const meant = suggestName(option, known);
  report(
    option,
    `the option ${option} is unknown`,
    meant === undefined ? `Options of ${note.kind}: ${known.join(', ')}.` : `Did you mean ${meant}?`,
  );
}

function reportWrongType(option: string, value: unknown, report: ReportOption): void {
  if (value === undefined) return;
  switch (option) {
    case 'required':
    case 'nullable':
    case 'unique':
    case 'identifier':
    case 'readOnly':
      if (typeof value !== 'boolean')
        report(option, `${option} is ${typeof value}`, `Give ${option} true or false.`);
      return;
    case 'description':
    case 'storedAs':
      if (typeof value !== 'string' || value === '')
        report(option, `${option} is no text`, `Give ${option} a text that is not empty.`);
      return;
    case 'validators':
    case 'examples':
    case 'choices':
      if (!Array.isArray(value)) report(option, `${option} is no array`, `Give ${option} an array.`);
      else if (option === 'validators') reportBadValidators(value, report);
      return;
    default:
  }
}

function reportBadValidators(validators: readonly unknown[], report: ReportOption): void {
  for (const validator of validators) {
    if (typeof validator !== 'function') {
      report('validators', 'a validator is no function', 'Give functions only.');
    } else if (validator.constructor.name === 'AsyncFunction') {
      report(
        'validators',
        'a validator is asynchronous',
        'Check asynchronously in a handler or service instead.',
      );
    }
  }
}
