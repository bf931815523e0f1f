import { applying, refuseUnapplied } from '../change/applying.js';
import * as changes from '../change/change.js';
import * as journals from '../change/journal.js';
import { acceptField, defaultOf } from '../fields/accept-field.js';
import { isCleanText } from '../fields/clean-text.js';
import { Inspection, REJECTED } from '../fields/inspection.js';
import { addBrokenRule, addThrown } from '../invariants/check-invariants.js';
import { attach } from './attach.js';
import { Children } from './children.js';
import * as wholes from './check-whole.js';
import { isMutable, type ClassPlan } from './class-plan.js';
import { HYDRATING } from './element.js';
import { dictsOf, admitTo } from './admit.js';
import * as assignments from './assign.js';
import { complete, refuseInput, releaseChildren, reportUnknownKeys } from './construct.js';
import { raiseCreated } from './lifecycle.js';
import {
  Raised,
  eventsSlot,
  raiseEvent,
  raisedBy,
  raisedSlot,
  record,
  requireOwnership,
  restoreEvents,
  storedSlot,
  versionSlot,
} from './pending-events.js';
import { refuseConstruction } from './event-sourcing.js';
import { writeWith } from './exchange.js';
import type { Construct } from './interpret-class.js';
import { writeDict } from './write-dict.js';
import { meetFirstInstance, removeMixedShadows } from './shadows.js';
import { accessorSource } from './source/accessors.js';
import { beforeSource } from './source/before.js';
import { constructSource } from './source/construct.js';
import { guardSource } from './source/guards.js';
import { checkSource, raiseSource } from './source/rules.js';
import { SourceNames } from './source/source-names.js';
import { toDictSource } from './source/to-dict.js';

/** What every generated class reaches by name. */
const runtime = {
  refuseConstruction,
  applying,
  refuseUnapplied,
  ownsProperty: Object.hasOwn,
  ...changes,
  ...journals,
  ...assignments,
  complete,
  refuseInput,
  releaseChildren,
  reportUnknownKeys,
  ...wholes,
  admitTo,
  dictsOf,
  acceptField,
  isCleanText,
  Inspection,
  addBrokenRule,
  addThrown,
  attach,
  Children,
  HYDRATING,
  Raised,
  eventsSlot,
  raiseEvent,
  raisedBy,
  raisedSlot,
  record,
  raiseCreated,
  requireOwnership,
  restoreEvents,
  storedSlot,
  versionSlot,
  meetFirstInstance,
  removeMixedShadows,
  writeDict,
  writeWith,
  nothing: Object.freeze({}),
} as const;

/** The bodies of a finished class. */
export interface GeneratedBodies {
  readonly construct: Construct;
  /** Has the members of the class, under the same keys as `interpret-members.ts` makes them. */
  readonly prototype: object;
}

/**
 * Writes the bodies of a finished class as JavaScript of its own. Code shared by all classes would see the shapes of all
 * of them, and engines give up specialising it: with dozens of classes alive that costs more than everything else.
 *
 * @throws EvalError where the runtime forbids code generation.
 */
export function generateBodies(plan: ClassPlan): GeneratedBodies {
  const names = new SourceNames(plan, (field) => {
    const inspection = new Inspection(plan.name, 'code');
    const kept = defaultOf(field, inspection);
    return kept === REJECTED ? undefined : kept;
  });
  const members = [
    ...plan.fields.map((field, index) => accessorSource(plan, names, field, index)),
    ...plan.methods.map((method, index) => guardSource(plan, method, index)),
    checkSource(plan),
    toDictSource(plan, names),
    ...(isMutable(plan.kind) ? ['[journal](next) { return new Before(this, next); }'] : []),
    ...(plan.kind === 'aggregate' ? [raiseSource(plan)] : []),
  ].join('\n');
  const source = `'use strict';
const { ${Object.keys(runtime).join(', ')} } = runtime;
const { ${names.constantNames().join(', ')} } = constants;
let shadowing;
${isMutable(plan.kind) ? beforeSource(plan) : ''}
${constructSource(plan, names)}
class Members extends Base {
${members}
}
return { construct, prototype: Members.prototype };
//# sourceURL=domainry:${plan.kind}/${encodeURIComponent(plan.name)}`;
  // The names and literals in the source come from descriptors, quoted; values only ever travel as constants.
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- compiling each class is the point of this file
  const make = new Function('runtime', 'constants', 'Base', source) as (
    ...given: unknown[]
  ) => GeneratedBodies;
  return make(runtime, names.constants(), plan.written);
}
