import type { FieldDescriptor, FieldKind } from '../../fields/field.js';
import { suggestName } from '../../fields/suggest-name.js';
import { indexOptionsOf, uniqueOptionsOf } from '../index-options.js';
import type { RegisteredElement } from '../registered-element.js';
import type { Examination } from './examination.js';

/** Kinds of field whose values no index can hold. */
const compound: readonly FieldKind[] = ['valueObject', 'hasOne', 'hasMany', 'json', 'dict', 'list'];

/** Reports unique rules and indexes over fields that are not there, or that have no single value. */
export function checkIndexes(examination: Examination): void {
  for (const element of examination.registry) {
    for (const { fields } of uniqueOptionsOf(element.options)) {
      checkFields(examination, element, 'unique', fields);
    }
    for (const { fields, include = [] } of indexOptionsOf(element.options)) {
      const names = fields.map((name) => name.replace(/^-/, ''));
      checkFields(examination, element, 'indexes', [...names, ...include]);
    }
  }
}

function checkFields(
  examination: Examination,
  element: RegisteredElement,
  option: 'unique' | 'indexes',
  names: readonly string[],
): void {
  const report = (cause: string, fix: string): void =>
    examination.report(element, 'OPTION_INVALID', `the option ${option} ${cause}`, fix);
  for (const [position, name] of names.entries()) {
    const field = element.fields.find((known) => known.name === name);
    if (field === undefined) {
      const known = element.fields.map((each) => each.name);
      const meant = suggestName(name, known);
      report(
        `names ${name}, which is no field`,
        meant === undefined ? `Fields: ${known.join(', ')}.` : `Did you mean ${meant}?`,
      );
    } else if (compound.includes(field.kind)) {
      report(`names ${name}, ${whyNot(field)}`, 'Name fields with single values.');
    } else if (names.indexOf(name) !== position) {
      report(`names ${name} twice`, 'Name each field once.');
    }
  }
}

function whyNot({ kind }: FieldDescriptor): string {
  return `which is of kind ${kind} and has no single value`;
}
