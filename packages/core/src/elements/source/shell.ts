import { isMutable, type ClassPlan } from '../class-plan.js';
import { raisedSource } from './rules.js';

/** How many shells were written. */
let count = 0;

/**
 * The class with nothing but its constructor, which is short: engines inline it where instances are made.
 *
 * A literal key names the class at birth. A name that is set later makes V8 11 (Node 20) give up optimising the
 * constructor, again and again. The number sets it apart: functions that were compiled from the same text would share
 * their type feedback.
 */
export function shellSource(plan: ClassPlan): string {
  const name = JSON.stringify(plan.name);
  return `'use strict'; // ${count++}
let construct;
const Finished = { ${name}: class extends Base {
constructor(input) {
  if (new.target !== Finished) requireFinishedClass(undefined, new.target);
  if (construct === undefined) construct = prepare();
  super(CONSTRUCTING);
  construct(this, input);
  ${roomSource(plan)}
}
${plan.kind === 'event' ? raisedSource() : ''}
} }[${name}];
return Finished;
//# sourceURL=domainry:${plan.kind}/${encodeURIComponent(plan.name)}`;
}

/**
 * V8 counts the assignments in a constructor to know how large instances will be. The slots are filled elsewhere, so
 * this, which never runs, says how many there are.
 */
function roomSource({ kind, fields, lifecycle }: ClassPlan): string {
  const more = (isMutable(kind) ? 2 : 0) + (kind === 'aggregate' ? 4 : 0) + (kind === 'entity' ? 1 : 0);
  const slots = fields.length + more + (lifecycle === undefined ? 0 : 1);
  return slots === 0 ? '' : `if (construct === undefined) ${'this.x = '.repeat(slots)}0;`;
}
