/**
 * Gives one identity after the other, the same in each run: the `identity` of a domain in tests, or its `messageIdentity`. They
 * look like UUIDs, version 7, and sort in the order in which they were given.
 *
 * @param first - number of the first one, so that two of these need not meet; 1 when absent.
 *
 * @example
 * ```ts
 * import { Domain } from '@domainry/core';
 * import { sequentialIds } from '@domainry/testing';
 *
 * const shop = new Domain('Shop', { identity: sequentialIds() });
 * ```
 */
export function sequentialIds(first = 1): () => string {
  let next = first;
  return () => `00000000-0000-7000-8000-${(next++).toString(16).padStart(12, '0')}`;
}
