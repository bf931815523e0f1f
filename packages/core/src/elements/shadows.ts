import { ModelError } from '../errors/model-error.js';
import type { ClassPlan } from './class-plan.js';
import { initialised } from './assign.js';

/**
 * Own properties that compilers with define semantics put on each instance: they hide the accessors of the class and
 * have to go. Deleted in reverse order of definition, they leave the instance with fast properties (V8 rolls its hidden
 * class back); in any other order it would become a dictionary.
 */

/** How own properties lie on fresh instances of a class. */
export type Shadowing = 'none' | 'fields' | 'mixed';

/**
 * Makes sure that instances of a class can be made.
 *
 * @throws ModelError when the class was registered with problems.
 */
export function refuseProblems(plan: ClassPlan): void {
  const problems = plan.problems();
  if (problems.length > 0) throw new ModelError(plan.name, problems);
}

/** Looks at the first instance of a class: all others are alike. */
export function meetFirstInstance(plan: ClassPlan, instance: object): Shadowing {
  // Reading an old event from a store is no use of it; raising it is, and reports it.
  if (plan.kind !== 'event') plan.environment.onDeprecated?.(plan.model().cls);
  return findShadows(
    instance,
    plan.fields.map(({ descriptor }) => descriptor.name),
  );
}

function findShadows(instance: object, names: readonly string[]): Shadowing {
  const own = Object.keys(instance);
  if (!own.some((key) => names.includes(key))) return 'none';
  return own.length === names.length && own.every((key, index) => key === names[index]) ? 'fields' : 'mixed';
}

/** Deletes shadows that lie among properties of the user's own, which are put back behind. */
export function removeMixedShadows(instance: object, names: readonly string[]): void {
  const values = instance as Record<string, unknown>;
  const own = Object.keys(instance);
  const kept: [string, unknown][] = [];
  for (const key of own) {
    if (!names.includes(key)) kept.push([key, values[key]]);
    else if (values[key] !== undefined) throw initialised(instance.constructor.name, key);
  }
  for (const key of own.reverse()) delete values[key];
  for (const [key, value] of kept) values[key] = value;
}
