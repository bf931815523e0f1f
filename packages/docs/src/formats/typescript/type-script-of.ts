import type { ElementDocument, FieldDocument, Landscape } from '@domainry/model';
import {
  isNullable,
  isRequired,
  usualSide,
  writtenFields,
  type SchemaSide,
} from '../json-schema/describe-contents.js';
import { nameElements, withNested } from '../names/name-elements.js';
import { identifierOf } from '../names/identifier.js';
import { formOf, type ValueForm } from '../value-form.js';

/** Names of types that TypeScript keeps for itself. */
const reserved = 'any bigint boolean never null number object string symbol undefined unknown void'.split(
  ' ',
);
/** Words that no declaration may have as a name. */
const keywords = (
  'break case catch class const continue debugger default delete do else enum export extends false finally for function ' +
  'if implements import in instanceof interface let new package private protected public return static super switch this ' +
  'throw true try typeof var while with yield'
).split(' ');

/**
 * What the JSON of an element looks like as TypeScript: an interface for it, and one for each element it holds.
 *
 * @param side - what is taken, for commands and queries, and what is given, for all others, when absent.
 */
export function typeScriptOf(
  landscape: Landscape,
  element: ElementDocument,
  { side = usualSide(element) }: { readonly side?: SchemaSide } = {},
): string {
  const elements = withNested(landscape, element);
  const names = nameElements(elements, ({ name }) => identifierOf(name), [...reserved, ...keywords]);
  return elements.map((each) => interfaceOf(landscape, each, names, side)).join('\n');
}

function interfaceOf(
  landscape: Landscape,
  element: ElementDocument,
  names: ReadonlyMap<string, string>,
  side: SchemaSide,
): string {
  const members = writtenFields(element).map((field) => {
    const type = typeOf(formOf(landscape, field), names);
    const question = isRequired(field, side) ? '' : '?';
    const orNull = isNullable(field, side) && type !== 'unknown' ? ' | null' : '';
    return `${commentOn(field, '  ')}  readonly ${propertyName(field.name)}${question}: ${type}${orNull};\n`;
  });
  return `${commentOn(element, '')}export interface ${names.get(element.id)!} {\n${members.join('')}}\n`;
}

function typeOf(form: ValueForm, names: ReadonlyMap<string, string>): string {
  switch (form.type) {
    case 'integer':
    case 'number':
      return literals(form.choices) ?? 'number';
    case 'boolean':
      return 'boolean';
    case 'text':
    case 'bigInteger':
    case 'decimal':
      return literals(form.choices) ?? 'string';
    case 'uuid':
    case 'date':
    case 'instant':
      return 'string';
    case 'textOrInteger':
      return 'string | number';
    case 'choice':
      return literals(form.values) ?? 'never';
    case 'list':
      return `readonly ${grouped(typeOf(form.item, names))}[]`;
    case 'dict':
      return `{ readonly [key: string]: ${typeOf(form.item, names)} }`;
    case 'element':
      return names.get(form.id)!;
    case 'anything':
      return 'unknown';
  }
}

function literals(values: readonly (string | number)[] | undefined): string | undefined {
  return values === undefined || values.length === 0
    ? undefined
    : values.map((value) => JSON.stringify(value)).join(' | ');
}

function grouped(type: string): string {
  return type.includes(' ') && !type.startsWith('{') ? `(${type})` : type;
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function commentOn(
  { description, deprecated }: Pick<FieldDocument, 'description' | 'deprecated'>,
  indent: string,
): string {
  const said = [
    ...(description === undefined ? [] : [description]),
    ...(deprecated === undefined ? [] : [`@deprecated ${deprecationSentence(deprecated)}`]),
  ];
  const lines = said.flatMap((text) => text.replaceAll('*/', '*\\/').split(/\r\n|[\n\r\u2028\u2029]/));
  if (lines.length === 0) return '';
  if (lines.length === 1) return `${indent}/** ${lines[0]!} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}

function deprecationSentence({ since, removal, use }: NonNullable<FieldDocument['deprecated']>): string {
  return [
    `since ${since}`,
    ...(removal === undefined ? [] : [`goes away with ${removal}`]),
    ...(use === undefined ? [] : [`use ${use}`]),
  ].join('; ');
}
