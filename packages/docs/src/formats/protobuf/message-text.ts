import type { ElementDocument, FieldDocument, Landscape } from '@domainry/model';
import { isRequired, writtenFields } from '../json-schema/describe-contents.js';
import { contextOf } from '../names/element-names.js';
import { formOf } from '../value-form.js';
import { declarationOf, type ProtobufFile } from './field-declaration.js';
import type { Numbered } from './field-numbers.js';
import { fieldName, typeName, usualJsonName } from './protobuf-names.js';

/** A field while it is written. */
interface Line extends Numbered {
  readonly field: FieldDocument;
  readonly protoName: string;
  /** `repeated string`, `map<string, .banking.Money>`, `optional Channel`. */
  readonly declaration: string;
}

/** One message, with the enumerations and messages only it needs inside. */
export function messageText(file: ProtobufFile, element: ElementDocument): string {
  const { landscape, numbers, names } = file;
  const inner: string[] = [];
  const subject = subjectOf(landscape, element);
  const lines = linesOf(file, element, subject, inner);
  const numbering = numbers.number(subject, lines, formerSubjects(element));
  const reserved = [
    ...(numbering.reservedNumbers.length === 0
      ? []
      : [`  reserved ${numbering.reservedNumbers.join(', ')};\n`]),
    ...reservedNames(numbering.reservedNames, lines),
  ];
  const name = names.get(element.id)!;
  return [
    commentOn(element.description, ''),
    `message ${name.slice(name.lastIndexOf('.') + 1)} {\n`,
    ...(element.deprecated === undefined ? [] : ['  option deprecated = true;\n']),
    ...reserved,
    ...inner,
    ...lines.map((line, index) => fieldText(line, numbering.numbers[index]!)),
    '}\n',
  ].join('');
}

/** What numbers are remembered for: all versions of a message together, so that none means two things. */
function subjectOf(landscape: Landscape, element: ElementDocument): string {
  return `${contextOf(landscape, element)}.${element.name}`;
}

/** Former names of messages say their context. */
function formerSubjects({ message }: ElementDocument): readonly string[] {
  return message?.renamedFrom ?? [];
}

function linesOf(
  file: ProtobufFile,
  element: ElementDocument,
  subject: string,
  inner: string[],
): readonly Line[] {
  const taken = new Set<string>();
  return writtenFields(element).map((field) => {
    let protoName = fieldName(field.name);
    for (let count = 2; taken.has(protoName); count++) protoName = `${fieldName(field.name)}_${count}`;
    taken.add(protoName);
    const { declaration, type } = declarationOf(file, formOf(file.landscape, field), {
      name: field.name,
      typeName: typeName(protoName),
      subject: `${subject}.${field.name}`,
      formerSubjects: [subject, ...formerSubjects(element)].flatMap((message) =>
        [field.name, ...(field.renamedFrom ?? [])].map((name) => `${message}.${name}`),
      ),
      inner,
    });
    const isSingular = !/^(repeated|map<)/.test(declaration);
    const mayLack = !isRequired(field, 'output') || field.presence === 'nullable';
    return {
      field,
      protoName,
      name: field.name,
      formerNames: field.renamedFrom ?? [],
      declaration: isSingular && mayLack ? `optional ${declaration}` : declaration,
      type,
    };
  });
}

function fieldText({ field, protoName, declaration }: Line, number: number): string {
  const options = [
    ...(usualJsonName(protoName) === field.name ? [] : [`json_name = ${quoted(field.name)}`]),
    ...(field.deprecated === undefined ? [] : ['deprecated = true']),
  ];
  const written = options.length === 0 ? '' : ` [${options.join(', ')}]`;
  return `${commentOn(field.description, '  ')}  ${declaration} ${protoName} = ${number}${written};\n`;
}

function reservedNames(names: readonly string[], lines: readonly Line[]): readonly string[] {
  const present = new Set(lines.map(({ protoName }) => protoName));
  const left = [...new Set(names.map(fieldName))].filter((name) => !present.has(name));
  return left.length === 0 ? [] : [`  reserved ${left.map((name) => `"${name}"`).join(', ')};\n`];
}

/** Only what every parser of Protobuf takes inside quotes. */
function quoted(text: string): string {
  const escaped = Array.from(text, (sign) =>
    /^[\w .,:;+*/()<>=!?#$%&@^~|{}[\]'-]$/.test(sign)
      ? sign
      : [...new TextEncoder().encode(sign)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
  );
  return `"${escaped.join('')}"`;
}

function commentOn(text: string | undefined, indent: string): string {
  if (text === undefined) return '';
  return text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => `${indent}// ${line}`.trimEnd() + '\n')
    .join('');
}
