import type { ElementModel } from '../elements/element-model.js';
import { identityOf } from '../elements/identity-of.js';
import { ValidationError } from '../errors/validation-error.js';
import { Inspection, REJECTED } from '../fields/inspection.js';

/**
 * An identity as aggregates keep it, from what somebody asks for.
 *
 * @throws ValidationError when no aggregate of the class can have it.
 */
export function acceptIdentity(model: ElementModel, given: unknown): unknown {
  const { name, rule } = model.identity!;
  const inspection = new Inspection(model.name, 'code');
  const kept = inspection.within(name, () =>
    given === undefined || given === null
      ? inspection.reject('required', 'an identity', given)
      : rule.accept(given, inspection),
  );
  if (kept === REJECTED) throw new ValidationError(inspection.violations, model.name);
  return kept;
}

/** An identity as stores have it. */
export function storedIdentity(model: ElementModel, kept: unknown): string | number {
  return model.identity!.rule.encode(kept) as string | number;
}

/** The identity of an aggregate as stores have it. */
export function storedIdentityOf(model: ElementModel, aggregate: object): string | number {
  return storedIdentity(model, identityOf(aggregate));
}
