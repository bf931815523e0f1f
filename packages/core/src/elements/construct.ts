import { settle, undo } from '../change/change.js';
import {
  OPEN,
  changeSlot,
  checkPost,
  close,
  invalid,
  type ChangeState,
  type Changeable,
} from '../change/journal.js';
import { ValidationError } from '../errors/validation-error.js';
import { phraseReceived, type Violation } from '../errors/violation.js';
import { acceptField } from '../fields/accept-field.js';
import type { FieldDescriptor } from '../fields/field.js';
import { REJECTED, type Inspection } from '../fields/inspection.js';
import { suggestName } from '../fields/suggest-name.js';
import { admitTo } from './admit.js';
import { attach, release, type Child } from './attach.js';
import { Children } from './children.js';
import { checkRefused } from './check-whole.js';
import { isMutable, type ClassPlan } from './class-plan.js';
import { hookImmutable, hookMutable } from './defaults-hook.js';
import { HYDRATING } from './element.js';

type Slots = Record<symbol, unknown>;

/** The error for an argument that is no object at all. */
export function refuseInput(name: string, input: unknown): ValidationError {
  const violation: Violation = {
    path: [],
    code: 'type',
    expected: 'object',
    received: phraseReceived(input),
    message: `${name}: expected an object with its fields, received ${phraseReceived(input)}.`,
  };
  return new ValidationError([violation], name);
}

/** Reports each key of an input that is no field. */
export function reportUnknownKeys(plan: ClassPlan, input: object, inspection: Inspection): void {
  if (Array.isArray(input)) {
    inspection.reject('type', 'object', input, 'an object with its fields');
    return;
  }
  const known = plan.fields.map(({ descriptor }) => descriptor.name);
  let unknown = 0;
  for (const key of Object.keys(input)) {
    if (known.includes(key)) continue;
    if (
      inspection.source === 'json' &&
      plan.fields.some(({ descriptor }) => descriptor.renamedFrom.includes(key))
    )
      continue;
    if (inspection.isOver) return;
    // Looking for a likely name takes long for long keys, and says little once there are many.
    const meant = key.length > 100 || unknown++ > 20 ? undefined : suggestName(key, known);
    inspection.within(key, () => inspection.rejectKey(known, meant));
  }
}

/** Accepts all values of an input in order; gives what to keep, in the order of the fields. */
export function acceptAll(plan: ClassPlan, input: object, inspection: Inspection): unknown[] {
  const values = input as Readonly<Record<string, unknown>>;
  const kept = plan.fields.map(({ descriptor }) => {
    const value = inspection.source === 'json' ? valueByAnyName(values, descriptor) : values[descriptor.name];
    if (descriptor === plan.identity?.descriptor && value === undefined && isGenerated(descriptor)) {
      return plan.environment.newId();
    }
    return acceptField(descriptor, value, inspection);
  });
  reportUnknownKeys(plan, input, inspection);
  return kept;
}

/** Whether the domain makes a value for this identity when none is given. */
export function isGenerated(field: FieldDescriptor): boolean {
  return field.identifier && field.presence === 'defaulted' && field.default === undefined;
}

/** Own keys only: a value that is inherited was not given. */
function valueByAnyName(values: Readonly<Record<string, unknown>>, field: FieldDescriptor): unknown {
  if (Object.hasOwn(values, field.name)) return values[field.name];
  const former = field.renamedFrom.find((name) => Object.hasOwn(values, name));
  return former === undefined ? undefined : values[former];
}

/** Fills in kept values: nothing is checked, children are attached. */
export function fillIn(instance: object, plan: ClassPlan, kept: readonly unknown[]): void {
  const slots = instance as Slots;
  plan.fields.forEach(({ descriptor, slot }, index) => {
    const value = kept[index];
    if (descriptor.kind === 'hasMany') {
      const collection = new Children<object>(instance, descriptor.name, admitTo(instance, descriptor));
      slots[slot] = collection;
      if (value !== undefined) Children.fill(collection, value as readonly object[]);
      return;
    }
    slots[slot] = value;
    if (descriptor.kind === 'hasOne' && value)
      attach(value as Child, instance as Changeable, descriptor.name, false);
  });
}

/** The part of construction that comes after the values: the `defaults()` hook, checks of the whole, post rules. */
export function complete(instance: object, plan: ClassPlan): void {
  if (isMutable(plan.kind)) {
    completeMutable(instance as Changeable, plan);
    return;
  }
  if (plan.hasDefaultsHook) hookImmutable(instance);
  const found = (instance as Changeable)[checkPost](undefined);
  if (found !== undefined) throw invalid(instance, found);
}

/** The hook may change children that were given: this is one change of theirs, undone when construction fails. */
function completeMutable(subject: Changeable, plan: ClassPlan): void {
  let head: ChangeState = OPEN;
  subject[changeSlot] = OPEN;
  try {
    if (plan.hasDefaultsHook) hookMutable(subject);
    head = subject[changeSlot];
    settle(subject, head);
    close(subject);
  } catch (error) {
    undo(subject, head);
    throw error;
  }
}

/** Lets go of the children of a parent whose construction failed. */
export function releaseChildren(instance: object, plan: ClassPlan): void {
  const slots = instance as Slots;
  for (const { descriptor, slot } of plan.fields) {
    const value = slots[slot];
    if (descriptor.kind === 'hasOne' && value) release(value as Child, instance);
    if (descriptor.kind === 'hasMany' && value)
      for (const child of value as Children<object>) release(child as Child, instance);
  }
}

/** Builds an instance from values given by another element or read from JSON. */
export function build(plan: ClassPlan, given: object, inspection: Inspection): object | typeof REJECTED {
  const before = inspection.violations.length;
  const values =
    inspection.source === 'json' && plan.exchange !== undefined
      ? plan.exchange.read(given, plan.model(), inspection)
      : given;
  if (values === REJECTED) return REJECTED;
  const kept = acceptAll(plan, values, inspection);
  if (inspection.violations.length > before) {
    checkRefused(plan, values, kept, inspection);
    return REJECTED;
  }
  const Finished = plan.model().cls as unknown as new (token: symbol) => object;
  const instance = new Finished(HYDRATING);
  try {
    fillIn(instance, plan, kept);
    complete(instance, plan);
  } catch (error) {
    releaseChildren(instance, plan);
    if (!(error instanceof ValidationError)) throw error;
    return inspection.adopt(error.violations, plan.name);
  }
  return instance;
}
