import { applying } from '../change/applying.js';
import { change } from '../change/change.js';
import { beforeSlot, rootOf, touch, type Changeable } from '../change/journal.js';
import { DomainryError } from '../errors/domainry-error.js';
import { ValidationError } from '../errors/validation-error.js';
import { acceptField } from '../fields/accept-field.js';
import type { FieldDescriptor } from '../fields/field.js';
import { Inspection } from '../fields/inspection.js';
import { canTransition } from '../fields/transitions.js';
import { attach, detach, type Child } from './attach.js';
import { isMutable, type PlannedField } from './class-plan.js';
import { isBuilding } from './defaults-hook.js';
import { modelOfInstance } from './element.js';

/** Says that an assignment came from the compiler's own initialisation and means nothing. */
export const IGNORED: unique symbol = Symbol('ignored');

type Slots = Record<symbol, unknown>;

/** Accepts a value that is assigned to a field of a mutable instance. */
export function acceptAssigned(subject: object, field: FieldDescriptor, value: unknown): unknown {
  if (isUnderConstruction(subject)) {
    if (value === undefined) return IGNORED;
    throw initialised(subject.constructor.name, field.name);
  }
  const inspection = new Inspection(subject.constructor.name, 'code');
  const kept =
    value === undefined && field.presence === 'defaulted'
      ? missing(field, inspection)
      : acceptField(field, value, inspection);
  if (inspection.violations.length > 0) throw new ValidationError(inspection.violations, inspection.subject);
  return kept;
}

/** Assigns a kept value as a change of its own. */
export function assignOutside(subject: Changeable, slot: symbol, kept: unknown, field: string): void {
  if (isUnderConstruction(subject)) throw initialised(subject.constructor.name, field);
  change(subject, () => {
    touch(subject, rootOf(subject));
    (subject as unknown as Slots)[slot] = kept;
  });
}

/** Answers the assignment to a field that is set once: only the same value is let through. */
export function assignReadOnly(subject: object, { descriptor, slot }: PlannedField, value: unknown): void {
  const kept = acceptAssigned(subject, descriptor, value);
  if (kept === IGNORED) return;
  const former = (subject as Slots)[slot];
  if (former === undefined && descriptor.kind === 'auto')
    return assignOutside(subject as Changeable, slot, kept, descriptor.name);
  if ((descriptor.rule.equals ?? Object.is)(former, kept)) return;
  throw new DomainryError(
    'IMMUTABLE',
    `${subject.constructor.name}.${descriptor.name} is ${descriptor.identifier ? 'the identity' : 'read-only'} and was set at construction. Build a new ${subject.constructor.name} instead.`,
    { details: { element: subject.constructor.name, field: descriptor.name } },
  );
}

/** Answers the assignment to a field of an immutable instance. */
export function assignImmutable(subject: object, { descriptor, slot }: PlannedField, value: unknown): void {
  if (isBuilding(subject)) {
    const kept = acceptAssigned(subject, descriptor, value);
    (subject as Slots)[slot] = kept;
    return;
  }
  if (!Object.hasOwn(subject, slot)) {
    if (value === undefined) return;
    throw initialised(subject.constructor.name, descriptor.name);
  }
  throw new DomainryError(
    'IMMUTABLE',
    `${subject.constructor.name}.${descriptor.name} cannot be assigned: a ${subject.constructor.name} never changes. Build another one, for instance with with({ ${descriptor.name}: … }).`,
    { details: { element: subject.constructor.name, field: descriptor.name } },
  );
}

/** Makes sure that a status may follow another. */
export function requireTransition(
  subject: object,
  field: FieldDescriptor,
  from: string | number | null | undefined,
  to: unknown,
): void {
  if (applying.isReplay) return;
  if (from === undefined || from === null || canTransition(field.constraints, from, to)) return;
  const inspection = new Inspection(subject.constructor.name, 'code');
  const next =
    (field.constraints['transitions'] as Readonly<Record<string, readonly unknown[]>>)[String(from)] ?? [];
  const phrase =
    next.length === 0
      ? `no change, since ${String(from)} is final`
      : `${next.map(String).join(' or ')} after ${String(from)}`;
  inspection.within(field.name, () => inspection.reject('transition', phrase, to));
  throw new ValidationError(inspection.violations, inspection.subject);
}

/** Puts another child, or none, into a one-to-one association. */
export function assignChild(subject: Changeable, { descriptor, slot }: PlannedField, value: unknown): void {
  const slots = subject as unknown as Slots;
  const child = acceptAssigned(subject, descriptor, value);
  if (child === IGNORED || child === slots[slot]) return;
  change(subject, () => {
    if (subject[beforeSlot] === undefined) touch(subject, rootOf(subject));
    const former = slots[slot] as Child | undefined | null;
    // May be refused: nothing has changed then, even if the caller goes on.
    if (child !== undefined && child !== null) attach(child as Child, subject, descriptor.name);
    if (former !== undefined && former !== null) detach(former);
    slots[slot] = child;
  });
}

/** Answers the assignment to a collection. */
export function assignChildren(subject: object, { descriptor }: PlannedField, value: unknown): void {
  if (value === undefined && isUnderConstruction(subject)) return;
  throw new DomainryError(
    'IMMUTABLE',
    `${subject.constructor.name}.${descriptor.name} is a collection and cannot be assigned. Use ${descriptor.name}.replaceAll(…), add or remove.`,
    { details: { element: subject.constructor.name, field: descriptor.name } },
  );
}

/** The error for a decorated field with an initialiser. */
export function initialised(element: string, field: string): DomainryError {
  return new DomainryError(
    'FIELD_INITIALISER',
    `${element}.${field} was given a value by an initialiser or constructor. Declare it as the default of the field, @field.…({ default: … }), and the property without a value.`,
    { details: { element, field } },
  );
}

/** A default is for construction: assigning nothing later is a mistake. */
function missing(field: FieldDescriptor, inspection: Inspection): unknown {
  return inspection.within(field.name, () => inspection.reject('required', 'a value', undefined));
}

/** Whether the constructors of an instance are still running. */
function isUnderConstruction(subject: object): boolean {
  return !Object.hasOwn(subject, finishedSlotOf(subject));
}

function finishedSlotOf(subject: object): symbol {
  const model = modelOfInstance(subject);
  return isMutable(model.kind) ? beforeSlot : (model.slots[0] ?? beforeSlot);
}
