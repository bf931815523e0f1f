import type { FieldDescriptor, FieldNote, FieldPlan, ReportOption } from './field.js';
import type { Deprecation, FieldValidator, PersonalData } from './field-options.js';
import { Inspection, REJECTED } from './inspection.js';
import type { Presence } from './presence.js';
import { reportOptions } from './report-options.js';
import { restrict } from './restrict.js';

/**
 * Turns the note of a field decorator into the descriptor of the field, and reports every option that is unknown, of
 * the wrong type, without effect on its kind, or in contradiction to another.
 */
export function describeField(name: string, note: FieldNote, report: ReportOption): FieldDescriptor {
  const { options } = note;
  reportOptions(note, report);
  const plan = note.plan(report);
  const rule = restrict(plan.rule, options, report);
  const presence = plan.presence ?? presenceFrom(note, plan, report);
  const isIdentifier = options['identifier'] === true;
  // Models have thousands of fields: what most do not have is added, where it is, to what all have.
  const descriptor: NewDescriptor = {
    name,
    kind: note.kind,
    presence,
    unique: isIdentifier || options['unique'] === true,
    identifier: isIdentifier,
    readOnly: isIdentifier || options['readOnly'] === true || plan.readOnly === true,
    validators: listOf<FieldValidator<never>>(options['validators']),
    examples: listOf(options['examples']),
    storedAs: typeof options['storedAs'] === 'string' ? options['storedAs'] : name,
    renamedFrom: formerNames(options['renamedFrom'], name, report),
    constraints: constraintsOf(plan, options['choices']),
    rule,
  };
  if ('default' in options) descriptor.default = options['default'];
  else if (plan.default !== undefined) descriptor.default = plan.default;
  if (typeof options['description'] === 'string') descriptor.description = options['description'];
  const deprecated = deprecation(options['deprecated'], report);
  if (deprecated !== undefined) descriptor.deprecated = deprecated;
  const personal = personalData(options['personal'] as PersonalData | undefined, report);
  if (personal !== undefined) descriptor.personal = personal;
  if (plan.target !== undefined) descriptor.target = plan.target;
  if (plan.items !== undefined) descriptor.items = plan.items;
  reportBadValues(descriptor, options, report);
  return Object.freeze(descriptor);
}

/** A descriptor while it is made. */
type NewDescriptor = { -readonly [Member in keyof FieldDescriptor]: FieldDescriptor[Member] };

function constraintsOf({ constraints }: FieldPlan, choices: unknown): FieldDescriptor['constraints'] {
  if (!Array.isArray(choices)) return constraints === undefined ? nothing : Object.freeze({ ...constraints });
  return Object.freeze({ ...constraints, choices: Object.freeze([...(choices as unknown[])]) });
}

const nothing: FieldDescriptor['constraints'] = Object.freeze({});
const emptyList: readonly never[] = Object.freeze([]);

function presenceFrom({ kind, options }: FieldNote, plan: FieldPlan, report: ReportOption): Presence {
  const hasDefault = 'default' in options || plan.default !== undefined;
  if (options['required'] === true) {
    if ('default' in options) {
      report(
        'default',
        'the field is required and has a default',
        'Remove required: a default makes it optional to give.',
      );
    }
    if (options['nullable'] === true) {
      report(
        'nullable',
        'the field is required and nullable',
        'Remove required: a nullable field is null when not given.',
      );
    }
    return 'required';
  }
  if (options['identifier'] === true) {
    if (options['nullable'] === true) report('nullable', 'an identifier is never null', 'Remove nullable.');
    if (!hasDefault && kind !== 'identifier') {
      report(
        'identifier',
        `an identifier of kind ${kind} is not generated`,
        'Add required: true, or a default that gives one.',
      );
    }
    return 'defaulted';
  }
  if (hasDefault) {
    if ('default' in options && options['default'] === undefined) {
      report('default', 'the default is undefined', 'Give a value or a function, or leave the default out.');
    }
    if (options['nullable'] === true) {
      report('nullable', 'the field has a default and is nullable', 'Keep one of the two.');
    }
    return 'defaulted';
  }
  return options['nullable'] === true ? 'nullable' : 'optional';
}

function formerNames(given: unknown, name: string, report: ReportOption): readonly string[] {
  if (given === undefined) return emptyList;
  const names = typeof given === 'string' ? [given] : given;
  if (!Array.isArray(names) || names.some((former) => typeof former !== 'string' || former === '')) {
    report('renamedFrom', 'renamedFrom is no name', 'Give a former name, or an array of them.');
    return emptyList;
  }
  if (names.includes(name))
    report('renamedFrom', `renamedFrom names the field itself`, 'Give former names only.');
  return Object.freeze([...(names as string[])]);
}

function deprecation(given: unknown, report: ReportOption): Deprecation | undefined {
  if (given === undefined) return undefined;
  const deprecated = (typeof given === 'string' ? { since: given } : given) as Partial<Deprecation> | null;
  if (typeof deprecated !== 'object' || deprecated === null || typeof deprecated.since !== 'string') {
    report('deprecated', 'deprecated does not say since when', "Give a version or date, or { since: '…' }.");
    return undefined;
  }
  const unknown = Object.keys(deprecated).find((key) => !['since', 'removal', 'use'].includes(key));
  if (unknown !== undefined)
    report('deprecated', `deprecated has an unknown key ${unknown}`, 'Keys: since, removal, use.');
  return Object.freeze({ ...(deprecated as Deprecation) });
}

function personalData(given: unknown, report: ReportOption): string | undefined {
  if (given === undefined) return undefined;
  if (given === true) return 'personal';
  if (typeof given === 'string' && given !== '') return given;
  report('personal', 'personal names no class of data', "Give true, or a word such as 'contact'.");
  return undefined;
}

/** Defaults, examples and choices must be values of the field. Those of nested elements wait: their class may come later. */
function reportBadValues(
  descriptor: FieldDescriptor,
  options: FieldNote['options'],
  report: ReportOption,
): void {
  if (holdsElements(descriptor)) return;
  const check = (option: string, value: unknown): void => {
    const inspection = new Inspection(option, 'code');
    if (value === null || value === undefined) inspection.reject('type', 'a value', value);
    else if (descriptor.rule.accept(value, inspection) !== REJECTED) return;
    report(
      option,
      `${option} is no value of the field: ${inspection.reason}`,
      `Give ${option} a value that the field accepts.`,
    );
  };
  if (options['default'] !== undefined && typeof options['default'] !== 'function')
    check('default', options['default']);
  for (const example of descriptor.examples) check('examples', example);
}

/** Whether a field holds elements, alone or in a list or dict. */
export function holdsElements({ kind, target, items }: FieldDescriptor): boolean {
  return (target !== undefined && kind !== 'reference') || (items !== undefined && holdsElements(items));
}

function listOf<Item>(given: unknown): readonly Item[] {
  return Array.isArray(given) ? Object.freeze([...(given as Item[])]) : emptyList;
}
