import type { ModelError } from '@domainry/core';
import {
  DomainryError,
  ValidationError,
  errorCodes,
  formatProblem,
  type ErrorCode,
  type Path,
  type Problem,
  type Violation,
} from '@domainry/core';
import { expectTypeOf } from 'expect-type';

declare const thrown: unknown;

if (thrown instanceof ValidationError) {
  expectTypeOf(thrown).toExtend<DomainryError>();
  expectTypeOf(thrown.violations).toEqualTypeOf<readonly Violation[]>();
  expectTypeOf(thrown.message).toEqualTypeOf<string>();
}
if (DomainryError.is(thrown)) expectTypeOf(thrown.code).toEqualTypeOf<ErrorCode>();
if (DomainryError.is(thrown, 'AGGREGATE_DISCARDED')) expectTypeOf(thrown).toEqualTypeOf<DomainryError>();
// @ts-expect-error no such code
DomainryError.is(thrown, 'AGGREGATE_LOST');

declare const error: ValidationError;
declare const violation: Violation;
declare const problem: Problem;

expectTypeOf(error).toExtend<Error>();
expectTypeOf(error.messages).toExtend<Readonly<Record<string, readonly string[]>>>();
expectTypeOf(violation.path).toEqualTypeOf<Path>();
expectTypeOf(violation.path[0]).toEqualTypeOf<string | number | undefined>();
expectTypeOf(violation.message).toEqualTypeOf<string>();
expectTypeOf(errorCodes.VALIDATION_FAILED.remedy).toEqualTypeOf<string>();
expectTypeOf<ModelError['problems']>().toEqualTypeOf<readonly Problem[]>();
expectTypeOf(formatProblem(problem)).toEqualTypeOf<string>();
// @ts-expect-error violations are read only
error.violations.push(violation);
// @ts-expect-error no such code
errorCodes.NOTHING;
