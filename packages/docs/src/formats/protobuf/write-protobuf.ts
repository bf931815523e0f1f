import type { ElementDocument, Landscape } from '@domainry/model';
import type { FormatFiles, FormatOptions } from '../format.js';
import { compare } from '../../compare.js';
import { contextOf, messagesOf, versionedIdentifier } from '../names/element-names.js';
import { fileName } from '../names/file-name.js';
import { nameElements, withNested } from '../names/name-elements.js';
import { FieldNumbers, lockPath } from './field-numbers.js';
import { messageText } from './message-text.js';
import { packageName } from './protobuf-names.js';

/**
 * Messages of Protobuf (proto3) for each version of each event and command: one file for each context, and one that
 * remembers the numbers of the fields.
 *
 * @throws RangeError when the numbers of the last time can not be read.
 */
export function writeProtobuf(landscape: Landscape, { existing }: FormatOptions = {}): FormatFiles {
  const numbers = new FieldNumbers(existing);
  const files = new Map<string, string>();
  const write = (): void => {
    for (const { context } of landscape.documents) {
      const messages = messagesOf(landscape, context.name);
      if (messages.length === 0) continue;
      files.set(`${fileName(context.name)}.proto`, fileText(landscape, context.name, messages, numbers));
    }
  };
  // Once for the numbers: older versions keep those of newer ones reserved.
  write();
  write();
  if (files.size > 0 || existing?.has(lockPath) === true) files.set(lockPath, numbers.write());
  return files;
}

/**
 * One message as Protobuf has it, with everything it holds.
 *
 * @param options - the file of the numbers among what `existing` holds; without it, fields are numbered as if for the first
 *   time.
 */
export function protobufOf(
  landscape: Landscape,
  element: ElementDocument,
  { existing }: FormatOptions = {},
): string {
  const numbers = new FieldNumbers(existing);
  const { name, kind } = element;
  // All versions have their numbers from one list, the oldest first.
  const versions = landscape.elements.filter(
    (each) =>
      each.kind === kind &&
      each.name === name &&
      contextOf(landscape, each) === contextOf(landscape, element),
  );
  fileText(landscape, contextOf(landscape, element), versions, numbers);
  return fileText(landscape, contextOf(landscape, element), [element], numbers);
}

function fileText(
  landscape: Landscape,
  context: string,
  messages: readonly ElementDocument[],
  numbers: FieldNumbers,
): string {
  const elements = [...new Set(messages.flatMap((message) => withNested(landscape, message)))].sort(byAge);
  const ownPackage = packageName(context);
  const spelled = nameElements(elements, messageName);
  const names = new Map([...spelled].map(([id, name]) => [id, `.${ownPackage}.${name}`]));
  const imports = new Set<string>();
  const texts = elements.map((element) => messageText({ landscape, numbers, names, imports }, element));
  const lines = [...imports].sort(compare).map((path) => `import "${path}";\n`);
  const header = `syntax = "proto3";\n\npackage ${ownPackage};\n`;
  return [header, ...(lines.length === 0 ? [] : [lines.join('')]), ...texts].join('\n');
}

/** Older versions have their numbers first. */
function byAge(one: ElementDocument, other: ElementDocument): number {
  const version = ({ message }: ElementDocument): number => message?.version ?? 0;
  return compare(one.name, other.name) || version(one) - version(other) || compare(one.id, other.id);
}

/** `AccountWithdrawnV2`: the name stays when there is a newer version. */
function messageName(element: ElementDocument): string {
  return versionedIdentifier(element).replace(/^_+/, 'M');
}
