import { isThenable } from '../change/change.js';
import { invalid } from '../change/journal.js';
import { inReadingSpan, inSpan } from '../change/span.js';
import { DomainryError } from '../errors/domainry-error.js';
import { ModelError } from '../errors/model-error.js';
import type { Violation } from '../errors/violation.js';
import { addBrokenRule, addThrown } from '../invariants/check-invariants.js';
import type { InvariantStage } from '../invariants/invariant.js';
import type { AnyClass } from '../metadata.js';
import { decoratedServices, finishedService } from './service.js';
import type { ServicePlan } from './service-plan.js';

/** Services whose rules are being checked, or whose methods are running: what they call is not checked again. */
const running = new WeakSet<object>();

/** Gives the finished subclass that the user's name will stand for: its public methods check the rules. */
export function compileService(plan: ServicePlan): AnyClass {
  const Base = plan.written as unknown as new (...given: unknown[]) => object;
  let isUsed = false;
  const cls: AnyClass = class extends Base {
    constructor(...given: unknown[]) {
      if (!isUsed) meetFirst(plan, cls);
      isUsed = true;
      super(...given);
    }
  };
  Object.defineProperties(cls, {
    name: { value: plan.name, configurable: true },
    length: { value: plan.written.length, configurable: true },
    [finishedService]: { value: true },
  });
  decoratedServices.add(plan.written);
  for (const [name, method] of plan.methods) {
    Object.defineProperty(cls.prototype as object, name, {
      value: guard(plan, name, method),
      configurable: true,
      writable: true,
    });
  }
  return cls;
}

function meetFirst(plan: ServicePlan, cls: AnyClass): void {
  const problems = plan.problems();
  if (problems.length > 0) throw new ModelError(plan.name, problems);
  plan.onFirstUse(cls);
}

function guard(plan: ServicePlan, name: string, method: Function): Function {
  const guarded = function guarded(this: object, ...given: unknown[]): unknown {
    const call = (): unknown => Reflect.apply(method, this, given);
    if (running.has(this)) return call();
    const checked = (): unknown => callChecked(plan, this, call);
    return plan.kind === 'domainService' ? inSpan(checked) : checked();
  };
  return Object.defineProperties(guarded, { name: { value: name }, length: { value: method.length } });
}

function callChecked(plan: ServicePlan, service: object, call: () => unknown): unknown {
  return asRunning(service, () => {
    check(plan, 'pre', service);
    const result = call();
    if (!isThenable(result)) {
      check(plan, 'post', service);
      return result;
    }
    return result.then((value) => {
      asRunning(service, () => check(plan, 'post', service));
      return value;
    });
  });
}

function asRunning<Result>(service: object, act: () => Result): Result {
  running.add(service);
  try {
    return act();
  } finally {
    running.delete(service);
  }
}

function check(plan: ServicePlan, stage: InvariantStage, service: object): void {
  const rules = plan.invariants.filter(({ descriptor }) => descriptor.stage === stage);
  if (rules.length === 0) return;
  const refuse = (root: object): DomainryError =>
    new DomainryError(
      'INVARIANT_MUTATES',
      `An invariant of ${plan.name} changed ${root.constructor.name} while it was checked. Invariants only read: change state in a method.`,
    );
  const found = inReadingSpan(() => {
    let violations: Violation[] | undefined;
    for (const { descriptor, method } of rules) {
      try {
        if (method.call(service) === false) violations = addBrokenRule(violations, descriptor);
      } catch (error) {
        violations = addThrown(violations, error, descriptor);
      }
    }
    return violations;
  }, refuse);
  if (found !== undefined) throw invalid(service, found);
}
