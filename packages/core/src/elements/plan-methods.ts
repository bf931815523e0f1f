import type { ReportProblem } from '../errors/problem.js';
import type { FieldDescriptor } from '../fields/field.js';
import { lineage, type AnyClass } from '../metadata.js';
import type { PlannedInvariant, PlannedMethod } from './class-plan.js';
import { isWrittenByUser } from './base-classes.js';

/** Methods of the base classes that a user may override, and that are no changes. */
const queries = new Set<string | symbol>(['constructor', 'defaults', 'toDict', 'toJSON', 'equals']);

/**
 * Plans the public methods and setters of a mutable class: each becomes one change. Rules only read and are left alone,
 * as are getters and generators, which run a step at a time; `#private` methods cannot be reached from outside anyway.
 */
export function planMethods(
  written: AnyClass,
  fields: readonly FieldDescriptor[],
  invariants: readonly PlannedInvariant[],
  report: ReportProblem,
): readonly PlannedMethod[] {
  const planned = new Map<string | symbol, PlannedMethod>();
  const names = new Set<string | symbol>(fields.map((field) => field.name));
  const rules = new Set<string | symbol>(invariants.map(({ descriptor }) => descriptor.name));
  for (const cls of lineage(written)) {
    if (!isWrittenByUser(cls)) continue;
    const prototype = cls.prototype as object;
    for (const name of Reflect.ownKeys(prototype)) {
      const property: { readonly set?: Function; readonly value?: unknown } = Object.getOwnPropertyDescriptor(
        prototype,
        name,
      )!;
      if (name !== 'defaults' && (queries.has(name) || rules.has(name) || names.has(name))) continue;
      // Whatever a base class had under this name is not reached any more.
      planned.delete(name);
      if (property.set !== undefined) planned.set(name, { name, method: property.set, isSetter: true });
      const method = property.value;
      if (typeof method !== 'function') continue;
      const sort = method.constructor.name;
      if (sort === 'AsyncFunction' || sort === 'AsyncGeneratorFunction') {
        report(
          'ASYNC_METHOD',
          'the method is asynchronous',
          'Make it synchronous: do the asynchronous work in a handler or service.',
          String(name),
        );
      }
      if (sort === 'GeneratorFunction' || name === 'defaults') continue;
      planned.set(name, { name, method, isSetter: false });
    }
  }
  return [...planned.values()];
}
