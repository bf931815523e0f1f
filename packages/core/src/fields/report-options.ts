import type { FieldNote, ReportOption } from './field.js';
import { suggestName } from './suggest-name.js';

/** Options that every kind has, unless it refuses them. */
const commonOptions = [
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
] as const;

const flags = ['required', 'nullable', 'unique', 'identifier', 'readOnly'] as const;
const words = ['description', 'storedAs'] as const;

/** Reports options that are unknown, without effect on the kind, or of the wrong type. */
export function reportOptions(note: FieldNote, report: ReportOption): void {
  reportUnknownOptions(note, report);
  reportWrongTypes(note.options, report);
}

function reportUnknownOptions(note: FieldNote, report: ReportOption): void {
  const known = [
    ...commonOptions.filter((option) => !note.refusedOptions.includes(option)),
    ...note.ownOptions,
  ];
  for (const option of Object.keys(note.options)) {
    if (known.includes(option)) continue;
    if (note.refusedOptions.includes(option)) {
      report(
        option,
        `the option ${option} has no effect on a field of kind ${note.kind}`,
        `Remove ${option}.`,
      );
      continue;
    }
    const meant = suggestName(option, known);
    report(
      option,
      `the option ${option} is unknown`,
      meant === undefined ? `Options of ${note.kind}: ${known.join(', ')}.` : `Did you mean ${meant}?`,
    );
  }
}

function reportWrongTypes(options: FieldNote['options'], report: ReportOption): void {
  for (const flag of flags) {
    if (options[flag] !== undefined && typeof options[flag] !== 'boolean') {
      report(flag, `${flag} is ${typeof options[flag]}`, `Give ${flag} true or false.`);
    }
  }
  for (const word of words) {
    if (options[word] !== undefined && (typeof options[word] !== 'string' || options[word] === '')) {
      report(word, `${word} is no text`, `Give ${word} a text that is not empty.`);
    }
  }
  for (const list of ['validators', 'examples', 'choices']) {
    if (options[list] !== undefined && !Array.isArray(options[list])) {
      report(list, `${list} is no array`, `Give ${list} an array.`);
    }
  }
  for (const validator of Array.isArray(options['validators']) ? (options['validators'] as unknown[]) : []) {
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
