import { DomainryError } from '../errors/domainry-error.js';
import type { Violation } from '../errors/violation.js';
import { Inspection, REJECTED } from '../fields/inspection.js';
import type { ClassPlan } from './class-plan.js';

/** Runs the checks of a whole instance that come from elsewhere; gives what they found, undefined when it is nothing. */
export function checkWhole(instance: object, plan: ClassPlan): Violation[] | undefined {
  const inspection = new Inspection(plan.name, 'code');
  for (const check of plan.instanceChecks) check(instance, inspection);
  return inspection.violations.length === 0 ? undefined : inspection.violations;
}

/**
 * Runs the same checks although fields have refused values, so that everything that is wrong is said at once. There is
 * no instance then: the checks see one that has the values that were accepted, and those that were refused as they were
 * given.
 *
 * @param kept - what the fields made of the values, in their order.
 */
export function checkRefused(
  plan: ClassPlan,
  given: object,
  kept: readonly unknown[],
  inspection: Inspection,
): void {
  if (plan.instanceChecks.length === 0 || inspection.isOver) return;
  const found = new Inspection(plan.name, inspection.source);
  try {
    const standIn = standInFor(plan, given, kept);
    for (const check of plan.instanceChecks) check(standIn, found);
  } catch (error) {
    // A check that cannot stand the refused values has nothing to add to their violations.
    if (DomainryError.is(error)) throw error;
    return;
  }
  inspection.adopt(found.violations, plan.name);
}

function standInFor(plan: ClassPlan, given: object, kept: readonly unknown[]): object {
  const prototype = plan.model().cls.prototype as object;
  const values = plan.fields.map(({ descriptor: { name, kind, rule } }, index) => {
    const value = kept[index];
    if (value === REJECTED) return [name, Object.hasOwn(given, name) ? Reflect.get(given, name) : undefined];
    if (kind === 'hasMany') return [name, value ?? []];
    return [name, value === undefined || value === null ? value : (rule.show?.(value) ?? value)];
  });
  return Object.create(prototype, Object.getOwnPropertyDescriptors(Object.fromEntries(values))) as object;
}
