/** Prototype property of classes with an identity: the slot that holds it. */
export const identitySlot: unique symbol = Symbol('identity slot');

/** Identity of an aggregate, entity or projection. */
export function identityOf(subject: object): unknown {
  const slot = (subject as { readonly [identitySlot]: symbol })[identitySlot];
  return (subject as Record<symbol, unknown>)[slot];
}

/** Whether two objects are the same thing: of the same class, with the same identity. */
export function haveSameIdentity(one: object, other: unknown): boolean {
  if (one === other) return true;
  if (typeof other !== 'object' || other === null || one.constructor !== other.constructor) return false;
  const identity = identityOf(one);
  // One that the store has yet to number is like no other.
  return identity !== undefined && identity === identityOf(other);
}
