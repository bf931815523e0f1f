import type { ElementDocument, FieldDocument, Landscape } from '@domainry/model';
import { writtenFields } from '../json-schema/describe-contents.js';
import { formOf, type ValueForm } from '../value-form.js';
import { cmlBlock, cmlName } from './cml-text.js';

/** The fields of an element, as attributes and references of CML. Elements that are not among the known ones are texts. */
export function cmlAttributes(
  landscape: Landscape,
  element: ElementDocument,
  names: ReadonlyMap<string, string>,
): readonly string[] {
  return writtenFields(element).map((field) => {
    const form = formOf(landscape, field);
    const isMany = form.type === 'list';
    const item = form.type === 'list' ? form.item : form;
    const target = item.type === 'element' ? names.get(item.id) : undefined;
    const enumeration = names.get(enumKey(element, field));
    const type = target ?? enumeration ?? typeOf(item);
    const reference = target === undefined && enumeration === undefined ? '' : '- ';
    const marks = marksOf(field, isMany || target !== undefined);
    return `${reference}${isMany ? `List<${type}>` : type} ${cmlName(field.name)}${marks};\n`;
  });
}

/** The states of an element as enumerations: those that follow on each other are its life cycle. */
export function cmlEnumerations(
  element: ElementDocument,
  names: ReadonlyMap<string, string>,
): readonly string[] {
  return element.stateMachines.flatMap(({ field, states }, index) => {
    const name = names.get(enumKey(element, { name: field }));
    if (name === undefined || states.length === 0) return [];
    const head = element.kind === 'aggregate' && index === 0 ? ['aggregateLifecycle\n'] : [];
    return [cmlBlock(`enum ${name}`, [...head, `${states.map((state) => cmlName(state)).join(', ')}\n`])];
  });
}

/** What the enumeration of a field is known by among the names of elements. */
export function enumKey({ id }: ElementDocument, { name }: Pick<FieldDocument, 'name'>): string {
  return `${id}#${name}`;
}

function marksOf(field: FieldDocument, isReference: boolean): string {
  const key = field.identifier === true && !isReference ? ' key' : '';
  const optional = field.presence === 'optional' || field.presence === 'nullable';
  return `${key}${optional && field.identifier !== true ? ' nullable' : ''}`;
}

function typeOf(form: ValueForm): string {
  switch (form.type) {
    case 'integer':
      return 'long';
    case 'number':
      return 'double';
    case 'boolean':
      return 'boolean';
    case 'decimal':
      return 'BigDecimal';
    case 'bigInteger':
      return 'BigInteger';
    case 'date':
      return 'Date';
    case 'instant':
      return 'DateTime';
    case 'anything':
    case 'dict':
      return 'Object';
    default:
      return 'String';
  }
}
