import type { FieldDescriptor } from '@domainry/core';

/** Whether the store counts the values of a field. */
export function isCounted({ kind, constraints }: FieldDescriptor): boolean {
  return kind === 'auto' && constraints['increment'] === true;
}
