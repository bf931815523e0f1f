import { change } from '../change/change.js';
import {
  beforeSlot,
  changeSlot,
  checkPost,
  checkPre,
  discardedSlot,
  hasPre,
  invalid,
  journal,
  ownerSlot,
  rootOf,
  touch,
  type Before,
  type ChangeState,
  type Changeable,
} from '../change/journal.js';
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
import { acceptAll, complete, fillIn, refuseInput, releaseChildren } from './construct.js';
import * as changes from '../change/change.js';
import type { JsonValue, Violation } from '../errors/violation.js';
import { Inspection } from '../fields/inspection.js';
import { addBrokenRule, addThrown } from '../invariants/check-invariants.js';
import type { InvariantStage } from '../invariants/invariant.js';
import type { AnyClass } from '../metadata.js';
import { checkRefused, checkWhole } from './check-whole.js';
import { isMutable, type ClassPlan, type PlannedField, type PlannedMethod } from './class-plan.js';
import { CONSTRUCTING, HYDRATING, requireFinishedClass } from './element.js';
import { raiseCreated } from './lifecycle.js';
import {
  eventsSlot,
  raiseEvent,
  raisedSlot,
  type Raised,
  restoreEvents,
  versionSlot,
  type EventSource,
  type RaisableEvent,
} from './pending-events.js';
import type { DictOptions } from './dict-options.js';
import { writeWith } from './exchange.js';
import { writeDict } from './write-dict.js';
import { meetFirstInstance, refuseProblems, removeMixedShadows, type Shadowing } from './shadows.js';

type Slots = Record<symbol, unknown>;

/**
 * Compiles a class out of closures, for runtimes that forbid code generation (`new Function`). Behaves exactly as
 * `generate-class.ts` does, several times slower.
 */
export function interpretClass(plan: ClassPlan): AnyClass {
  const finished = constructible(plan);
  const prototype = finished.prototype as object;
  for (const field of plan.fields) defineAccessor(prototype, plan, field);
  for (const method of plan.methods) defineGuard(prototype, method);
  const define = (key: PropertyKey, value: unknown): void => {
    Object.defineProperty(prototype, key, { value, configurable: true, writable: true });
  };
  define(checkPre, checker(plan, 'pre'));
  define(checkPost, checker(plan, 'post'));
  define(
    hasPre,
    plan.invariants.some(({ descriptor }) => descriptor.stage === 'pre'),
  );
  const toDict = function toDict(this: object, options?: DictOptions): Record<string, JsonValue> {
    if (plan.exchange !== undefined) return plan.exchange.write(this, options);
    return options === undefined ? dictOf(this, plan) : writeWith(this, options);
  };
  define(writeDict, toDict);
  if (!plan.overridesToDict) define('toDict', toDict);
  if (isMutable(plan.kind)) {
    define(journal, function journalled(this: Changeable, next: ChangeState): Before {
      return beforeOf(this, plan, next);
    });
  }
  if (plan.kind === 'event') defineRaised(prototype);
  if (plan.kind === 'aggregate') {
    define('raise_', function raise_(this: Changeable, event: RaisableEvent): void {
      raiseEvent(this, event);
    });
  }
  return finished;
}

function constructible(plan: ClassPlan): AnyClass {
  const Base = plan.written as unknown as new (token: symbol) => object;
  let shadowing: Shadowing | undefined;
  const names = plan.fields.map(({ descriptor }) => descriptor.name);
  const named = {
    [plan.name]: class extends Base {
      constructor(input: unknown) {
        if (new.target !== finished) requireFinishedClass(undefined, new.target);
        if (shadowing === undefined) refuseProblems(plan);
        super(CONSTRUCTING);
        shadowing ??= meetFirstInstance(plan, this);
        if (shadowing !== 'none') removeMixedShadows(this, names);
        const kept = input === HYDRATING ? [] : keptFrom(plan, input);
        for (const { slot } of plan.fields) (this as Slots)[slot] = undefined;
        addSlots(this as Slots, plan);
        if (input === HYDRATING) return;
        try {
          fillIn(this, plan, kept);
          complete(this, plan);
        } catch (error) {
          releaseChildren(this, plan);
          throw error;
        }
        if (plan.lifecycle !== undefined) raiseCreated(this as unknown as EventSource, plan.lifecycle);
      }
    },
  };
  const finished: AnyClass = named[plan.name]!;
  return finished;
}

function keptFrom(plan: ClassPlan, input: unknown): unknown[] {
  if (input !== undefined && (typeof input !== 'object' || input === null))
    throw refuseInput(plan.name, input);
  const inspection = new Inspection(plan.name, 'code');
  const kept = acceptAll(plan, input ?? {}, inspection);
  if (inspection.violations.length > 0) {
    checkRefused(plan, input ?? {}, kept, inspection);
    throw invalid({ constructor: { name: plan.name } }, inspection.violations);
  }
  return kept;
}

function addSlots(slots: Slots, { kind, lifecycle }: ClassPlan): void {
  if (isMutable(kind)) {
    slots[changeSlot] = undefined;
    slots[beforeSlot] = undefined;
  }
  if (kind === 'aggregate') {
    slots[eventsSlot] = undefined;
    slots[versionSlot] = -1;
  }
  if (kind === 'entity') slots[ownerSlot] = undefined;
  if (lifecycle !== undefined) slots[discardedSlot] = false;
}

function defineAccessor(prototype: object, plan: ClassPlan, field: PlannedField): void {
  const { descriptor, slot } = field;
  const { show } = descriptor.rule;
  Object.defineProperty(prototype, descriptor.name, {
    configurable: true,
    get(this: Slots) {
      const kept = this[slot];
      return show === undefined || kept === undefined || kept === null ? kept : show(kept);
    },
    set: setter(plan, field),
  });
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
      assignChild(this, field, value);
    };
  return function set(value) {
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

function defineGuard(prototype: object, { name, method, isSetter }: PlannedMethod): void {
  if (isSetter) {
    const inherited = Object.getPrototypeOf(prototype) as object;
    Object.defineProperty(prototype, name, {
      configurable: true,
      get(this: object) {
        return Reflect.get(inherited, name, this) as unknown;
      },
      set(this: Changeable, value: unknown) {
        change(this, () => Reflect.apply(method, this, [value]) as unknown);
      },
    });
    return;
  }
  const guarded = function guarded(this: Changeable, ...given: unknown[]): unknown {
    const root = rootOf(this);
    if (root[changeSlot] !== undefined) return Reflect.apply(method, this, given);
    return changes.callInChange(root, this, method as (...given: unknown[]) => unknown, given, String(name));
  };
  Object.defineProperties(guarded, { name: { value: method.name }, length: { value: method.length } });
  Object.defineProperty(prototype, name, { value: guarded, configurable: true, writable: true });
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

const raisedOf = new WeakMap<object, Raised | undefined>();

/** Where an event keeps what is known of it once it was raised: out of sight, so that it equals one that was not. */
function defineRaised(prototype: object): void {
  Object.defineProperty(prototype, raisedSlot, {
    configurable: true,
    get(this: object) {
      return raisedOf.get(this);
    },
    set(this: object, raised: Raised | undefined) {
      raisedOf.set(this, raised);
    },
  });
}
