import type { ValidationError } from 'class-validator';
import { describeReceived } from '../errors/violation.js';
import { validationMetadataOf, validatorStorage } from './class-validator-storage.js';
import type { Inspection } from './inspection.js';

/** Takes over the errors of class-validator as violations, with their paths, messages as the library made them. */
export function adoptErrors(
  errors: readonly ValidationError[],
  parent: unknown,
  inspection: Inspection,
): void {
  for (const error of errors) {
    // A root that has no constraint in the wanted groups is nothing unknown to us.
    if (error.property === undefined) continue;
    const isPosition = Array.isArray(parent) || parent instanceof Set;
    inspection.within(isPosition ? Number(error.property) : error.property, () => {
      for (const [code, message] of Object.entries(error.constraints ?? {}))
        adopt(code, message, error, inspection);
      adoptErrors(error.children ?? [], error.value, inspection);
      const unknown = error.children?.find(({ property }) => property === undefined);
      if (unknown !== undefined)
        adopt('unknownValue', unknown.constraints?.['unknownValue'], error, inspection);
    });
  }
}

function adopt(
  code: string,
  message: string | undefined,
  error: ValidationError,
  inspection: Inspection,
): void {
  if (inspection.isOver) return;
  const expected = describeConstraint(code, error);
  if (message === undefined || message === '') {
    inspection.reject(code, expected, error.value);
    return;
  }
  const received = describeReceived(error.value);
  inspection.adopt([{ path: [], code, expected, received, message }], inspection.subject);
}

/** The constraint with its arguments, as in the decorator: `length(10, 20)`. */
function describeConstraint(code: string, { target, property }: ValidationError): string {
  const storage = validatorStorage();
  if (storage === undefined || target === undefined) return code;
  const metadata = validationMetadataOf(storage, target.constructor as never).find(
    ({ propertyName, name, constraintCls }) =>
      propertyName === property &&
      (name === code ||
        (constraintCls !== undefined &&
          storage
            .getTargetValidatorConstraints(constraintCls)
            .some((constraint) => constraint.name === code))),
  );
  const given: unknown[] = Array.isArray(metadata?.constraints) ? metadata.constraints : [];
  const shown = given.flatMap(describeArgument);
  return shown.length === 0 ? code : `${code}(${shown.join(', ')})`;
}

function describeArgument(argument: unknown): string[] {
  if (Array.isArray(argument)) return [`[${argument.flatMap(describeArgument).join(', ')}]`];
  if (typeof argument === 'string') return [JSON.stringify(argument)];
  if (argument instanceof RegExp) return [String(argument)];
  if (argument instanceof Date) return [JSON.stringify(argument)];
  return typeof argument === 'number' || typeof argument === 'boolean' ? [String(argument)] : [];
}
