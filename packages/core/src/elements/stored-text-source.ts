import { isOptional, type StoredField } from './stored-form-fields.js';
import { endOfValue, longestText, numberAt, textAt, truthAt } from './stored-text.js';

/** What {@link readTextSource} reaches by name. */
export const textRuntime = { endOfValue, numberAt, textAt, truthAt };

/**
 * A method that makes an instance of the very text which writing one gives: the keys in the order of the fields, nothing
 * between them. It answers undefined for any other text, and for all texts of classes with fields that hold more than one value.
 *
 * Stored values that are no plain ones are restored when the whole text was read: restoring may call anything.
 */
export function readTextSource(fields: readonly StoredField[]): string {
  if (!fields.every(isFlat)) return 'readText() { return undefined; }';
  return `readText(text) {
  if (text.length > ${longestText}) return undefined;
  let at = 0;
  ${fields.map((field, index) => fieldSource(field, index, startOf(fields, index))).join('\n  ')}
  ${startOf(fields, fields.length) === undefined ? `if (at === 0 && text.charCodeAt(at++) !== ${code('{')}) return undefined;` : ''}
  if (text.charCodeAt(at) !== ${code('}')} || at + 1 !== text.length) return undefined;
  ${fields.map(restoreSource).join('\n  ')}
  const self = new Finished(HYDRATING);
  ${fields.map((_, index) => `self[$${index}] = v${index};`).join('\n  ')}
  return self;
}`;
}

/** Whether a field is one value in the text, if it is there. */
function isFlat({ value }: StoredField): boolean {
  return value.plain !== undefined || value.isEncoded === true;
}

/** What stands before the key of a field: `{`, `,`, or undefined when it depends on the fields before. */
function startOf(fields: readonly StoredField[], index: number): '{' | ',' | undefined {
  if (index === 0 && fields.length > 0) return '{';
  return fields.slice(0, index).some(({ descriptor }) => !isOptional(descriptor)) ? ',' : undefined;
}

function fieldSource(field: StoredField, index: number, start: '{' | ',' | undefined): string {
  const key = `${JSON.stringify(field.key)}:`;
  const before = start === undefined ? `(at === 0 ? ${code('{')} : ${code(',')})` : code(start);
  const isThere = [before, ...Array.from({ length: key.length }, (_, at) => key.charCodeAt(at))]
    .map((expected, offset) => `text.charCodeAt(at + ${offset}) === ${expected}`)
    .join(' && ');
  const absent = isOptional(field.descriptor) ? '' : 'else return undefined;';
  return `let v${index};
  if (${isThere}) { ${valueSource(field, `v${index}`, `at + ${key.length + 1}`)} at = endOfValue(); } ${absent}`;
}

function valueSource({ value }: StoredField, v: string, start: string): string {
  const text = `${v} = textAt(text, ${start});`;
  const number = `${v} = numberAt(text, ${start});`;
  const [unlessRead, unlessNumber] = [
    `if (${v} === undefined) return undefined;`,
    `if (${v} !== ${v}) return undefined;`,
  ];
  switch (value.plain) {
    case 'number':
      return `${number} ${unlessNumber}`;
    case 'boolean':
      return `${v} = truthAt(text, ${start}); ${unlessRead}`;
    case 'scalar':
      return `${text} if (${v} === undefined) { ${number} ${unlessNumber} }`;
    default:
      return `${text} ${unlessRead}`;
  }
}

function restoreSource({ value, descriptor }: StoredField, index: number): string {
  if (value.plain !== undefined) return '';
  const restore = `v${index} = readPart(V${index}, v${index}, ${JSON.stringify(descriptor.name)}, undefined);`;
  return isOptional(descriptor) ? `if (v${index} !== undefined) ${restore}` : restore;
}

function code(character: string): string {
  return String(character.charCodeAt(0));
}
