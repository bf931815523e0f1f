import { applying, refuseUnapplied } from '../change/applying.js';
import * as changes from '../change/change.js';
import { change } from '../change/change.js';
import {
  beforeSlot,
  changeSlot,
  checkPost,
  checkPre,
  discardedSlot,
  hasPre,
  journal,
  rootOf,
  touch,
  type Before,
  type ChangeState,
  type Changeable,
} from '../change/journal.js';
import type { JsonValue, Violation } from '../errors/violation.js';
import { addBrokenRule, addThrown } from '../invariants/check-invariants.js';
import type { InvariantStage } from '../invariants/invariant.js';
import { dictsOf } from './admit.js';
import {
  IGNORED,
  acceptAssigned,
  assignChild,
  assignChildren,
  assignImmutable,
  assignOutside,
  assignReadOnly,
  requireTransition,
} from './assign.js';
import { checkWhole } from './check-whole.js';
import { isMutable, type ClassPlan, type PlannedField, type PlannedMethod } from './class-plan.js';
import type { DictOptions } from './dict-options.js';
import { writeWith } from './exchange.js';
import {
  eventsSlot,
  raiseEvent,
  restoreEvents,
  type EventSource,
  type RaisableEvent,
} from './pending-events.js';
import { writeDict } from './write-dict.js';

type Slots = Record<symbol, unknown>;

/** A member of a finished class: its key, and how it lies on the prototype. */
export type Member = readonly [key: string | symbol, property: PropertyDescriptor];

/**
 * The members of a finished class out of closures, cheap to make and several times slower than generated ones. They
 * serve where code generation is forbidden, and until the first instance of a class everywhere else.
 */
export function interpretMembers(plan: ClassPlan): readonly Member[] {
  const base = plan.written.prototype as object;
  const members: Member[] = [];
  const method = (key: string | symbol, value: unknown): void => {
    members.push([key, { value, configurable: true, writable: true }]);
  };
  for (const field of plan.fields) members.push([field.descriptor.name, accessor(plan, field)]);
  for (const planned of plan.methods)
    members.push([planned.name, planned.isSetter ? guardedSetter(base, planned) : guardedMethod(planned)]);
  method(checkPre, checker(plan, 'pre'));
  method(checkPost, checker(plan, 'post'));
  method(
    hasPre,
    plan.invariants.some(({ descriptor }) => descriptor.stage === 'pre'),
  );
  const toDict = function toDict(this: object, options?: DictOptions): Record<string, JsonValue> {
    if (plan.exchange !== undefined) return plan.exchange.write(this, options);
    return options === undefined ? dictOf(this, plan) : writeWith(this, options);
  };
  method(writeDict, toDict);
  if (!plan.overridesToDict) method('toDict', toDict);
  if (isMutable(plan.kind)) {
    method(journal, function journalled(this: Changeable, next: ChangeState): Before {
      return beforeOf(this, plan, next);
    });
  }
  if (plan.kind === 'aggregate') {
    method('raise_', function raise_(this: Changeable, event: RaisableEvent): void {
      raiseEvent(this, event);
    });
  }
  return members;
}

function accessor(plan: ClassPlan, field: PlannedField): PropertyDescriptor {
  const { descriptor, slot } = field;
  const { show } = descriptor.rule;
  return {
    configurable: true,
    get(this: Slots) {
      const kept = this[slot];
      return show === undefined || kept === undefined || kept === null ? kept : show(kept);
    },
    set: setter(plan, field),
  };
}

function setter(plan: ClassPlan, field: PlannedField): (this: Changeable, value: unknown) => void {
  const { descriptor, slot } = field;
  if (!isMutable(plan.kind))
    return function set(value) {
      assignImmutable(this, field, value);
    };
  if (descriptor.kind === 'hasMany')
    return function set(value) {
      assignChildren(this, field, value);
    };
  if (descriptor.readOnly)
    return function set(value) {
      assignReadOnly(this, field, value);
    };
  if (descriptor.kind === 'hasOne')
    return function set(value) {
      refuseOutsideApply(plan, this, descriptor.name);
      assignChild(this, field, value);
    };
  return function set(value) {
    refuseOutsideApply(plan, this, descriptor.name);
    const kept = acceptAssigned(this, descriptor, value);
    if (kept === IGNORED) return;
    const slots = this as unknown as Slots;
    const hasTransitions = descriptor.constraints['transitions'] !== undefined;
    if (hasTransitions) requireTransition(this, descriptor, slots[slot] as string | undefined, kept);
    if (!hasTransitions && this[beforeSlot] === undefined && kept === slots[slot]) return;
    const root = rootOf(this);
    if (root[changeSlot] === undefined) {
      assignOutside(this, slot, kept, descriptor.name);
      return;
    }
    touch(this, root);
    slots[slot] = kept;
  };
}

function refuseOutsideApply({ eventSourcing }: ClassPlan, subject: object, field: string): void {
  // Without the slot, the compiler's own initialisation is assigning.
  if (eventSourcing === undefined || applying.root === subject || !Object.hasOwn(subject, beforeSlot)) return;
  refuseUnapplied(subject, field);
}

function guardedSetter(base: object, { name, method }: PlannedMethod): PropertyDescriptor {
  return {
    configurable: true,
    get(this: object) {
      return Reflect.get(base, name, this) as unknown;
    },
    set(this: Changeable, value: unknown) {
      change(this, () => Reflect.apply(method, this, [value]) as unknown);
    },
  };
}

function guardedMethod({ name, method }: PlannedMethod): PropertyDescriptor {
  const guarded = function guarded(this: Changeable, ...given: unknown[]): unknown {
    const root = rootOf(this);
    if (root[changeSlot] !== undefined) return Reflect.apply(method, this, given);
    return changes.callInChange(root, this, method as (...given: unknown[]) => unknown, given, String(name));
  };
  Object.defineProperties(guarded, { name: { value: method.name }, length: { value: method.length } });
  return { value: guarded, configurable: true, writable: true };
}

function checker(plan: ClassPlan, stage: InvariantStage) {
  const rules = plan.invariants.filter(({ descriptor }) => descriptor.stage === stage);
  return function check(this: object, given: Violation[] | undefined): Violation[] | undefined {
    let found = given;
    if (stage === 'post' && plan.instanceChecks.length > 0) {
      const broken = checkWhole(this, plan);
      // Rules may rely on sound values, so they are not asked about others.
      if (broken !== undefined) return [...(given ?? []), ...broken];
    }
    for (const { descriptor, method } of rules) {
      try {
        if (method.call(this) === false) found = addBrokenRule(found, descriptor);
      } catch (error) {
        found = addThrown(found, error, descriptor);
      }
    }
    return found;
  };
}

function dictOf(instance: object, plan: ClassPlan): Record<string, JsonValue> {
  const dict: Record<string, JsonValue> = {};
  for (const { descriptor, slot } of plan.fields) {
    const kept = (instance as Slots)[slot];
    if (descriptor.kind === 'hasMany') dict[descriptor.name] = dictsOf(kept as never);
    else if (kept === null) dict[descriptor.name] = null;
    else if (kept !== undefined) dict[descriptor.name] = descriptor.rule.encode(kept);
  }
  return dict;
}

function beforeOf(subject: Changeable, plan: ClassPlan, next: ChangeState): Before {
  const slots = subject as unknown as Slots;
  const values = plan.fields
    .filter(({ descriptor }) => descriptor.kind !== 'hasMany')
    .map(({ slot }) => [slot, slots[slot]] as const);
  const { [eventsSlot]: events, [discardedSlot]: discarded } = subject as EventSource;
  const count = events?.length ?? 0;
  return {
    next,
    subject,
    release: () => {
      subject[beforeSlot] = undefined;
    },
    restore: () => {
      for (const [slot, value] of values) slots[slot] = value;
      if (plan.kind === 'aggregate') restoreEvents(subject as EventSource, events, count);
      if (plan.lifecycle !== undefined) slots[discardedSlot] = discarded;
    },
  };
}
