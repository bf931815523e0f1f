import { isSourced } from '../change/applying.js';
import type { JsonValue } from '../errors/violation.js';
import { nestedModel } from '../fields/element-reference.js';
import type { Problem } from '../errors/problem.js';
import type { AnyClass } from '../metadata.js';
import { isMutable, type ClassPlan } from './class-plan.js';
import { HYDRATING, elementModel, finishedClasses } from './element.js';
import type { Compilation, ElementModel } from './element-model.js';
import { generateClass } from './generate-class.js';
import { haveSameIdentity, identitySlot } from './identity-of.js';
import { build, fillIn } from './construct.js';
import { interpretClass } from './interpret-class.js';
import { jsonSchemaOf } from './json-schema.js';

/** A plan as it is made; the model follows once the class is compiled. */
export type NewClassPlan = Omit<ClassPlan, 'model' | 'problems'>;

/**
 * Compiles a class: gives the finished subclass that the user's name will stand for, with its model on it.
 *
 * @param problems - what is wrong with the class: instances of it are refused, with these problems, if there are any.
 * @param compilation - `generated` falls back to `interpreted` where code generation is forbidden.
 */
export function compileClass(
  newPlan: NewClassPlan,
  compilation: Compilation = 'generated',
  problems: () => readonly Problem[] = () => [],
): AnyClass {
  let model: ElementModel | undefined;
  const plan: ClassPlan = { ...newPlan, model: () => model!, problems };
  const cls = compilation === 'generated' ? generateOrInterpret(plan) : interpretClass(plan);
  finishedClasses.set(plan.written, cls);
  model = describeModel(plan, cls, compilation);
  Object.defineProperties(cls, { [elementModel]: { value: model }, [nestedModel]: { value: model } });
  if (plan.eventSourcing !== undefined)
    Object.defineProperty(cls.prototype as object, isSourced, { value: true });
  if (plan.identity !== undefined) {
    Object.defineProperty(cls.prototype as object, identitySlot, { value: plan.identity.slot });
    if (plan.identity.descriptor.name !== 'id') aliasIdentity(cls, plan.identity.slot);
  }
  return cls;
}

function generateOrInterpret(plan: ClassPlan): AnyClass {
  try {
    return generateClass(plan);
  } catch (error) {
    if (error instanceof EvalError) return interpretClass(plan);
    throw error;
  }
}

function describeModel(plan: ClassPlan, cls: AnyClass, compilation: Compilation): ElementModel {
  const New = cls as unknown as new (token: symbol) => object;
  const model: ElementModel = {
    kind: plan.kind,
    name: plan.name,
    cls,
    fields: Object.freeze(plan.fields.map(({ descriptor }) => descriptor)),
    ...(plan.identity === undefined ? {} : { identity: plan.identity.descriptor }),
    invariants: Object.freeze(plan.invariants.map(({ descriptor }) => descriptor)),
    environment: plan.environment,
    compilation,
    ...(plan.lifecycle === undefined ? {} : { lifecycle: plan.lifecycle }),
    ...(plan.eventSourcing === undefined ? {} : { eventSourcing: plan.eventSourcing }),
    slots: Object.freeze(plan.fields.map(({ slot }) => slot)),
    build: (values, inspection) => build(plan, values, inspection),
    hydrate: (kept) => {
      const instance = new New(HYDRATING);
      fillIn(instance, plan, kept);
      return instance;
    },
    toDict: (instance) => (instance as { toDict(): Record<string, JsonValue> }).toDict(),
    equals: (one, other) =>
      isMutable(plan.kind) ? haveSameIdentity(one, other) : haveSameValues(plan, one, other),
    schema: () => jsonSchemaOf(model),
  };
  return Object.freeze(model);
}

/** Whether two immutable instances are the same value. */
function haveSameValues(plan: ClassPlan, one: object, other: object): boolean {
  if (one === other) return true;
  if (one.constructor !== other.constructor) return false;
  const values = one as Record<symbol, unknown>;
  const others = other as Record<symbol, unknown>;
  return plan.fields.every(({ descriptor, slot }) => {
    const value = values[slot];
    const compared = others[slot];
    if (value === undefined || value === null || compared === undefined || compared === null)
      return value === compared;
    return (descriptor.rule.equals ?? Object.is)(value, compared);
  });
}

/** `id` answers for identities that have another name. */
function aliasIdentity(cls: AnyClass, slot: symbol): void {
  Object.defineProperty(cls.prototype as object, 'id', {
    configurable: true,
    get(this: Record<symbol, unknown>) {
      return this[slot];
    },
  });
}
