import type { StandardContext } from '../metadata.js';
import { leaveMark, type HandlerNote, type MarkOptions } from './handler-note.js';

/** A method decorator for legacy and standard decorators that takes any method. */
export interface UseCaseDecorator {
  <This, Method extends (this: This, ...given: never[]) => unknown>(
    method: Method,
    context: ClassMethodDecoratorContext<This>,
  ): void;
  (prototype: object, key: string, descriptor: PropertyDescriptor): void;
}

/** `@useCase` as it is, or called with options. */
export interface UseCaseDecoratorForms extends UseCaseDecorator {
  (options: MarkOptions): UseCaseDecorator;
}

/**
 * Marks a method of an application service as a use case: `@useCase`, `@useCase({ description: 'Opens an account' })`.
 */
export const useCase: UseCaseDecoratorForms = ((
  first: unknown,
  where?: PropertyKey | StandardContext,
): unknown => {
  if (where !== undefined) return leaveMark({ by: 'useCase', options: {} }, first, where);
  const options = first as HandlerNote['options'];
  return (target: unknown, place: PropertyKey | StandardContext) =>
    leaveMark({ by: 'useCase', options }, target, place);
}) as UseCaseDecoratorForms;
