import { beforeSlot, changeSlot, changesSlot, discardedSlot, invalid, ownerSlot } from '../change/journal.js';
import { Inspection } from '../fields/inspection.js';
import type { AnyClass } from '../metadata.js';
import { checkRefused } from './check-whole.js';
import { isMutable, type ClassPlan } from './class-plan.js';
import { acceptAll, complete, fillIn, refuseInput, releaseChildren } from './construct.js';
import { CONSTRUCTING, HYDRATING, requireFinishedClass } from './element.js';
import { refuseConstruction } from './event-sourcing.js';
import { interpretMembers } from './interpret-members.js';
import { raiseCreated } from './lifecycle.js';
import {
  eventsSlot,
  raisedSlot,
  storedSlot,
  versionSlot,
  type EventSource,
  type Raised,
} from './pending-events.js';
import { meetFirstInstance, refuseProblems, removeMixedShadows, type Shadowing } from './shadows.js';

type Slots = Record<symbol, unknown>;

/**
 * Compiles a class out of closures, for runtimes that forbid code generation (`new Function`). Behaves exactly as
 * `generate-class.ts` does, several times slower.
 */
export function interpretClass(plan: ClassPlan): AnyClass {
  const finished = constructible(plan);
  const prototype = finished.prototype as object;
  for (const [key, property] of interpretMembers(plan)) Object.defineProperty(prototype, key, property);
  if (plan.kind === 'event') defineRaised(prototype);
  return finished;
}

function constructible(plan: ClassPlan): AnyClass {
  const Base = plan.written as unknown as new (token: symbol) => object;
  let construct: Construct | undefined;
  const named = {
    [plan.name]: class extends Base {
      constructor(input: unknown) {
        if (new.target !== finished) requireFinishedClass(undefined, new.target);
        if (construct === undefined) refuseProblems(plan);
        super(CONSTRUCTING);
        construct ??= interpretConstruct(plan);
        construct(this, input);
      }
    },
  };
  const finished: AnyClass = named[plan.name]!;
  return finished;
}

/** What the constructor of a finished class does with an instance, once those of the user are through. */
export type Construct = (instance: object, input: unknown) => void;

/** {@link Construct} as closures do it. */
export function interpretConstruct(plan: ClassPlan): Construct {
  let shadowing: Shadowing | undefined;
  const names = plan.fields.map(({ descriptor }) => descriptor.name);
  return (instance, input) => {
    shadowing ??= meetFirstInstance(plan, instance);
    if (shadowing !== 'none') removeMixedShadows(instance, names);
    if (input !== HYDRATING && plan.eventSourcing !== undefined && plan.lifecycle === undefined)
      refuseConstruction(plan.name);
    const kept = input === HYDRATING ? [] : keptFrom(plan, input);
    for (const { slot } of plan.fields) (instance as Slots)[slot] = undefined;
    addSlots(instance as Slots, plan);
    if (input === HYDRATING) return;
    try {
      fillIn(instance, plan, kept);
      complete(instance, plan);
    } catch (error) {
      releaseChildren(instance, plan);
      throw error;
    }
    if (plan.lifecycle !== undefined) raiseCreated(instance as EventSource, plan.lifecycle);
  };
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
    slots[changesSlot] = 0;
    slots[storedSlot] = undefined;
  }
  if (kind === 'entity') slots[ownerSlot] = undefined;
  if (lifecycle !== undefined) slots[discardedSlot] = false;
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
