import type { JsonValue } from '@domainry/core';
import type { FieldDocument } from '../document/field-document.js';
import type { ChangeCode } from './change-codes.js';
import { bothWays, narrowed, neitherWay, widened, type Direction } from './compatibility.js';
import { compareConstraints } from './constraint-directions.js';
import { acceptsForm } from './form-acceptance.js';
import { acceptsAbsence, isGuaranteed, mayBeAbsent, type Reading } from './reading.js';
import { baseFormOf, valueFormOf } from './value-form.js';

/** One thing about a field that is another than before. */
export interface FieldAspect {
  readonly code: ChangeCode;
  /** What follows the name of the field: `[]` for what a list holds. */
  readonly within: string;
  readonly direction: Direction;
  readonly why: string;
  /** Nothing of the contract is another. */
  readonly isNote?: true;
  /** Whoever reads it is told something else, whatever its form. */
  readonly changesMeaning?: true;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** Compares what two elements hold, given their ids before and after. */
export type CompareContent = (before: string | undefined, after: string | undefined) => Direction;

/** Everything that is another about a field; its name and keys are compared elsewhere. */
export function compareField(
  before: FieldDocument,
  after: FieldDocument,
  reading: Reading,
  content: CompareContent,
): readonly FieldAspect[] {
  return [
    ...compareValue(before, after, content, ''),
    ...comparePresence(before, after, reading),
    ...compareDefault(before, after),
    ...compareFlags(before, after, reading),
    ...compareNotes(before, after),
  ];
}

function compareValue(
  before: FieldDocument,
  after: FieldDocument,
  content: CompareContent,
  within: string,
): readonly FieldAspect[] {
  const [old, now] = [baseFormOf(before), baseFormOf(after)];
  if (old !== now) {
    const direction = bothWaysOf(acceptsForm(after, before), acceptsForm(before, after));
    return [typeChange(before, after, direction, within)];
  }
  if (before.kind !== after.kind && valueFormOf(before) === 'codec') {
    return [typeChange(before, after, neitherWay, within)];
  }
  const aspects: FieldAspect[] = [];
  if (before.kind !== after.kind) aspects.push(typeChange(before, after, bothWays, within));
  for (const { constraint, direction: single, ...values } of compareConstraints(before, after)) {
    const direction = byChoices(before, after, single);
    const code = direction.backward
      ? 'FIELD_WIDENED'
      : direction.forward
        ? 'FIELD_NARROWED'
        : 'FIELD_RULE_CHANGED';
    aspects.push({ code, within, direction, why: whyOfRule(constraint, direction), ...values });
  }
  if (before.target !== undefined || after.target !== undefined) {
    aspects.push(...compareTarget(before, after, content, within));
  }
  if (before.items !== undefined && after.items !== undefined) {
    aspects.push(...compareValue(before.items, after.items, content, `${within}[]`));
  }
  return aspects;
}

/** A few values are allowed by name: whether each passes the other rules, too, can be told. */
function byChoices(before: FieldDocument, after: FieldDocument, direction: Direction): Direction {
  const passes = (writer: FieldDocument, reader: FieldDocument): boolean =>
    valueFormOf(writer) === 'literals' && acceptsForm(reader, writer);
  const forward = passes(after, before);
  return {
    backward: direction.backward || passes(before, after),
    forward: direction.forward || forward,
    elsewhere: direction.elsewhere || forward,
  };
}

function typeChange(
  before: FieldDocument,
  after: FieldDocument,
  direction: Direction,
  within: string,
): FieldAspect {
  const why = direction.backward
    ? direction.forward
      ? 'Values look the same as before.'
      : 'All former values are values of the new type, and not the reverse.'
    : direction.forward
      ? 'Not all former values are values of the new type.'
      : 'Values of one type are not values of the other.';
  return {
    code: 'FIELD_TYPE_CHANGED',
    within,
    direction,
    why,
    before: typeName(before),
    after: typeName(after),
  };
}

function typeName(field: FieldDocument): string {
  const form = baseFormOf(field);
  return form === field.kind || form === 'codec' ? field.kind : `${field.kind} (${form})`;
}

function whyOfRule(constraint: string, direction: Direction): string {
  if (direction.backward && direction.forward) return `${constraint} is written in another way.`;
  if (direction.backward)
    return `${constraint} lets more values through than before; old code may refuse them.`;
  if (direction.forward)
    return `${constraint} lets fewer values through than before; some of the former ones are refused.`;
  return `${constraint} lets other values through than before.`;
}

function compareTarget(
  before: FieldDocument,
  after: FieldDocument,
  content: CompareContent,
  within: string,
): readonly FieldAspect[] {
  const values = targets(before, after);
  const isOther = before.target !== after.target;
  if (after.kind === 'reference' || before.kind === 'reference') {
    if (!isOther) return [];
    const why = 'The identities that are stored are those of other elements.';
    return [
      { code: 'FIELD_TARGET_CHANGED', within, direction: neitherWay, why, changesMeaning: true, ...values },
    ];
  }
  const direction = content(before.target, after.target);
  if (isOther) {
    const why = 'What it holds is described by another element.';
    return [{ code: 'FIELD_TARGET_CHANGED', within, direction, why, ...values }];
  }
  if (direction.backward && direction.forward) return [];
  const why = `${after.target ?? 'What it holds'} changed.`;
  return [{ code: 'FIELD_CONTENT_CHANGED', within, direction, why }];
}

function targets(before: FieldDocument, after: FieldDocument): Pick<FieldAspect, 'before' | 'after'> {
  return {
    ...(before.target === undefined ? {} : { before: before.target }),
    ...(after.target === undefined ? {} : { after: after.target }),
  };
}

function comparePresence(
  before: FieldDocument,
  after: FieldDocument,
  reading: Reading,
): readonly FieldAspect[] {
  if (before.presence === after.presence) return [];
  const direction: Direction = {
    backward: !mayBeAbsent(before, reading) || acceptsAbsence(after, reading),
    forward: !mayBeAbsent(after, reading) || acceptsAbsence(before, reading),
    elsewhere: !isGuaranteed(before) || isGuaranteed(after),
  };
  const values = { before: before.presence, after: after.presence };
  if (!acceptsAbsence(after, reading)) {
    const why = direction.backward
      ? 'It was always there before.'
      : 'What was written without it, by code that did not have to give it, cannot be read.';
    return [{ code: 'FIELD_REQUIRED', within: '', direction, why, ...values }];
  }
  const isLooser = !direction.forward || !direction.elsewhere;
  const why = isLooser
    ? 'Whoever relies on it may find it absent.'
    : 'It may be absent as before, and another value stands for that.';
  return [{ code: 'FIELD_OPTIONAL', within: '', direction, why, ...values }];
}

function compareDefault(before: FieldDocument, after: FieldDocument): readonly FieldAspect[] {
  const [old, now] = [before.default, after.default];
  if (JSON.stringify(old) === JSON.stringify(now)) return [];
  // Functions are not told: a default that is still there may be one now.
  if (before.presence !== after.presence && (old === undefined || now === undefined)) {
    const [code, why] =
      now === undefined
        ? (['FIELD_DEFAULT_REMOVED', 'Nothing stands in for it any more when it is not given.'] as const)
        : (['FIELD_DEFAULT_ADDED', 'When it is not given, this value stands in for it.'] as const);
    return [{ code, within: '', direction: bothWays, why, ...defaults(old, now) }];
  }
  const why = 'Where it is not given, also in what is stored already, another value stands in for it.';
  return [{ code: 'FIELD_DEFAULT_CHANGED', within: '', direction: bothWays, why, ...defaults(old, now) }];
}

function defaults(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): Pick<FieldAspect, 'before' | 'after'> {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function compareFlags(
  before: FieldDocument,
  after: FieldDocument,
  { role }: Reading,
): readonly FieldAspect[] {
  const aspects: FieldAspect[] = [];
  if (before.identifier !== after.identifier) {
    const why = 'What is stored is known by the value of another field.';
    aspects.push({
      code: 'FIELD_IDENTITY_CHANGED',
      within: '',
      direction: neitherWay,
      why,
      changesMeaning: true,
    });
  } else if (before.unique !== after.unique) {
    const isStored = role === 'state' || role === 'view';
    aspects.push(
      after.unique === true
        ? {
            code: 'UNIQUENESS_ADDED',
            within: '',
            direction: isStored ? narrowed : bothWays,
            why: 'What is stored may hold one value twice.',
          }
        : {
            code: 'UNIQUENESS_REMOVED',
            within: '',
            direction: isStored ? widened : bothWays,
            why: 'Two may have the same value now.',
          },
    );
  }
  return aspects;
}

function compareNotes(before: FieldDocument, after: FieldDocument): readonly FieldAspect[] {
  const note = (
    code: ChangeCode,
    why: string,
    values: Pick<FieldAspect, 'before' | 'after'>,
  ): FieldAspect => ({
    code,
    within: '',
    direction: bothWays,
    why,
    isNote: true,
    ...values,
  });
  const notes: FieldAspect[] = [];
  if (before.description !== after.description)
    notes.push(
      note(
        'FIELD_DESCRIBED',
        'Its meaning is told in other words.',
        defaults(before.description, after.description),
      ),
    );
  if (before.personal !== after.personal)
    notes.push(
      note(
        'FIELD_PERSONAL_CHANGED',
        'What it holds is protected in another way.',
        defaults(before.personal, after.personal),
      ),
    );
  if ((before.deprecated === undefined) !== (after.deprecated === undefined)) {
    notes.push(
      after.deprecated === undefined
        ? note('FIELD_REINSTATED', 'It stays.', {})
        : note('FIELD_DEPRECATED', 'It should not be used any more.', { after: { ...after.deprecated } }),
    );
  }
  return notes;
}

function bothWaysOf(backward: boolean, forward: boolean): Direction {
  return { backward, forward, elsewhere: forward };
}
