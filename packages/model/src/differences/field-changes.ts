import type { ElementDocument } from '../document/element-document.js';
import type { FieldDocument } from '../document/field-document.js';
import { bothWays, together, type Direction } from './compatibility.js';
import { compareField, type CompareContent, type FieldAspect } from './field-aspects.js';
import { keyDirection, keyOf, pairFields } from './field-pairs.js';
import { acceptsAbsence, isGuaranteed, type Reading } from './reading.js';

/** One change of one field. */
export interface FieldChange extends FieldAspect {
  readonly kind: 'added' | 'removed' | 'changed';
  /** The field as it was, and as it is. */
  readonly former?: FieldDocument;
  readonly current?: FieldDocument;
}

/** All changes of the fields of an element. */
export function compareFields(
  before: ElementDocument,
  after: ElementDocument,
  reading: Reading,
  content: CompareContent,
): readonly FieldChange[] {
  return pairFields(storedOf(before), storedOf(after)).flatMap(({ before: former, after: current }) => {
    if (former === undefined) return [added(current!, reading)];
    if (current === undefined) return [removed(former, reading)];
    const kind = 'changed' as const;
    return [
      ...renamed(former, current, reading),
      ...compareField(former, current, reading, content).map((aspect) => ({
        ...aspect,
        kind,
        former,
        current,
      })),
    ];
  });
}

/** What the changes of the fields come to. */
export function directionOf(changes: readonly FieldChange[]): Direction {
  return together(changes.map(({ direction }) => direction));
}

/** Compares elements by the structure of what they hold; each pair once, since elements may hold themselves. */
export class ContentComparison {
  readonly #known = new Map<string, Direction>();

  constructor(
    private readonly before: (id: string) => ElementDocument | undefined,
    private readonly after: (id: string) => ElementDocument | undefined,
  ) {}

  /** The comparison as it is made within an element that is read in a certain way. */
  within(reading: Reading): CompareContent {
    return (formerId, currentId) => {
      const key = [reading.role, reading.wasLenient, reading.isLenient, formerId, currentId].join(' ');
      const known = this.#known.get(key);
      if (known !== undefined) return known;
      const former = formerId === undefined ? undefined : this.before(formerId);
      const current = currentId === undefined ? undefined : this.after(currentId);
      if (former === undefined || current === undefined) return bothWays;
      this.#known.set(key, bothWays);
      const direction = directionOf(compareFields(former, current, reading, this.within(reading)));
      this.#known.set(key, direction);
      return direction;
    };
  }
}

/** Fields that are computed are neither written nor read. */
function storedOf({ fields }: ElementDocument): readonly FieldDocument[] {
  return fields.filter(({ presence }) => presence !== 'computed');
}

function added(field: FieldDocument, reading: Reading): FieldChange {
  const backward = acceptsAbsence(field, reading);
  return {
    code: 'FIELD_ADDED',
    kind: 'added',
    within: '',
    direction: { backward, forward: reading.wasLenient, elsewhere: true },
    why: backward
      ? `It may be absent${field.presence === 'defaulted' ? ', and has a default' : ''}.`
      : 'It is required, and what was written before lacks it.',
    after: `${field.kind}, ${field.presence}`,
    current: field,
  };
}

function removed(field: FieldDocument, reading: Reading): FieldChange {
  const isGiven = isGuaranteed(field);
  const backward = reading.isLenient && reading.role !== 'request';
  return {
    code: 'FIELD_REMOVED',
    kind: 'removed',
    within: '',
    direction: { backward, forward: acceptsAbsence(field, reading), elsewhere: !isGiven },
    why: backward
      ? 'Where it is stored it is passed over.'
      : reading.role === 'request'
        ? 'Whoever still sends it is refused.'
        : 'Where it is stored it is a key that no field has, and that is refused.',
    before: `${field.kind}, ${field.presence}`,
    former: field,
  };
}

function renamed(former: FieldDocument, current: FieldDocument, { role }: Reading): readonly FieldChange[] {
  const isOtherName = former.name !== current.name;
  if (!isOtherName && keyOf(former) === keyOf(current)) return [];
  const direction = keyDirection(former, current, role);
  const [code, old, now] = isOtherName
    ? (['FIELD_RENAMED', former.name, current.name] as const)
    : (['FIELD_STORED_AS_CHANGED', keyOf(former), keyOf(current)] as const);
  const why =
    role === 'replayed'
      ? 'It is not stored: it follows from events.'
      : direction.backward
        ? 'It is still read under its former name.'
        : 'What is stored under the former name is not found any more.';
  return [{ code, kind: 'changed', within: '', direction, why, before: old, after: now, former, current }];
}
