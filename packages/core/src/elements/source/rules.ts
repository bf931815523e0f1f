import type { InvariantStage } from '../../invariants/invariant.js';
import type { ClassPlan } from '../class-plan.js';

/** The rules of a class, each called by name. */
export function checkSource(plan: ClassPlan): string {
  return `${stageSource(plan, 'pre', 'checkPre')}
${stageSource(plan, 'post', 'checkPost')}
get [hasPre]() { return ${plan.invariants.some(({ descriptor }) => descriptor.stage === 'pre')}; }`;
}

function stageSource(
  { invariants, instanceChecks }: ClassPlan,
  stage: InvariantStage,
  method: string,
): string {
  // Rules may rely on sound values, so they are not asked about others.
  const whole =
    stage === 'post' && instanceChecks.length > 0
      ? 'const broken = checkWhole(this, plan); if (broken !== undefined) return found === undefined ? broken : [...found, ...broken];'
      : '';
  const calls = invariants.flatMap(({ descriptor }, index) =>
    descriptor.stage === stage
      ? [
          `try { if (i${index}.call(this) === false) found = addBrokenRule(found, I${index}); }
  catch (error) { found = addThrown(found, error, I${index}); }`,
        ]
      : [],
  );
  return `[${method}](found) { ${whole} ${calls.join('\n  ')} return found; }`;
}

/** `raise_` of an aggregate: the common case inline, the rest in `pending-events.ts`. */
export function raiseSource(plan: ClassPlan): string {
  const refuse = plan.lifecycle === undefined ? '' : 'if (this[discardedSlot]) DISCARDED.refuse(this);';
  // Applying is part of raising: that is done in one place.
  if (plan.eventSourcing !== undefined) return 'raise_(event) { raiseEvent(this, event); }';
  const hasPre = plan.invariants.some(({ descriptor }) => descriptor.stage === 'pre');
  const touching = hasPre
    ? 'touch(this, this);'
    : 'if (this[changeSlot] === OPEN) this[beforeSlot] = this[changeSlot] = new Before(this, OPEN); else touch(this, this);';
  return `raise_(event) {
  if (typeof event !== 'object' || event === null || event[raisedBy] !== this.constructor) requireOwnership(this, event);
  if (this[changeSlot] === undefined) { raiseEvent(this, event); return; }
  ${refuse}
  if (this[beforeSlot] === undefined) { ${touching} }
  if (event[raisedSlot] !== undefined) { record(this, event); return; }
  const events = this[eventsSlot];
  if (events === undefined) { event[raisedSlot] = new Raised(env.now(), this, 1); this[eventsSlot] = [event]; }
  else { event[raisedSlot] = new Raised(env.now(), this, events.length + 1); events.push(event); }
}`;
}

/** Where an event keeps what is known of it once it was raised: out of sight, so that it equals one that was not. */
export function raisedSource(): string {
  return `#raised;
get [raisedSlot]() { return this.#raised; }
set [raisedSlot](raised) { this.#raised = raised; }`;
}
