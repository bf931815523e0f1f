import type { FieldDocument } from '../document/field-document.js';
import { bothWays, type Direction } from './compatibility.js';
import type { Role } from './reading.js';

/** A field as it was and as it is. */
export interface FieldPair {
  readonly before?: FieldDocument;
  readonly after?: FieldDocument;
}

/** Lays the fields of two versions side by side: by name, then by former name, then by the key they are stored under. */
export function pairFields(
  before: readonly FieldDocument[],
  after: readonly FieldDocument[],
): readonly FieldPair[] {
  const left = new Map(before.map((field) => [field.name, field]));
  const take = (matches: (field: FieldDocument) => boolean): FieldDocument | undefined => {
    const found = [...left.values()].find(matches);
    if (found !== undefined) left.delete(found.name);
    return found;
  };
  const pairs = after.map((field) => ({ after: field, before: take(({ name }) => name === field.name) }));
  for (const pair of pairs) {
    const names = pair.after.renamedFrom ?? [];
    pair.before ??= take((field) => names.includes(field.name) || names.includes(keyOf(field)));
  }
  for (const pair of pairs) pair.before ??= take((field) => keyOf(field) === keyOf(pair.after));
  return [
    ...pairs.map(({ after: field, before: former }) => ({
      after: field,
      ...(former === undefined ? {} : { before: former }),
    })),
    ...[...left.values()].map((field) => ({ before: field })),
  ];
}

/** What other names and keys of a field mean for those who read it. */
export function keyDirection(before: FieldDocument, after: FieldDocument, role: Role): Direction {
  const isSame = before.name === after.name && keyOf(before) === keyOf(after);
  if (isSame || role === 'replayed') return bothWays;
  const backward = reads(after, before, role);
  return {
    backward,
    forward: reads(before, after, role),
    elsewhere: role === 'fact' ? keyOf(before) === keyOf(after) : before.name === after.name,
  };
}

function reads(reader: FieldDocument, writer: FieldDocument, role: Role): boolean {
  const former = reader.renamedFrom ?? [];
  switch (role) {
    // Senders write names; what is queued was written under its stored name.
    case 'request':
      return (
        [reader.name, ...former].includes(writer.name) &&
        [keyOf(reader), reader.name, ...former].includes(keyOf(writer))
      );
    // Rows have a column for each, called as it is stored.
    case 'state':
    case 'view':
      return [keyOf(reader), ...former].includes(keyOf(writer));
    default:
      return [keyOf(reader), reader.name, ...former].includes(keyOf(writer));
  }
}

/** The key a field is stored under. */
export function keyOf({ name, storedAs }: FieldDocument): string {
  return storedAs ?? name;
}
