import type { AnyClass } from '../metadata.js';
import { kindOf } from './element.js';

/** Whether a class was written by a user of this package: it is an element, and not one of the base classes. */
export function isWrittenByUser(cls: AnyClass): boolean {
  const prototype = cls.prototype as object | undefined;
  return prototype !== undefined && kindOf in prototype && !Object.hasOwn(prototype, kindOf);
}
