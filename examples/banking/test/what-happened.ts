import type { AnyEvent } from '@domainry/core';

/** Events as data to compare: `{ AccountDeposited: { accountNumber: '1234', amount: 250 } }`. */
export function whatHappened({ pendingEvents }: { readonly pendingEvents: readonly AnyEvent[] }): object[] {
  return pendingEvents.map((event) => ({ [event.constructor.name]: event.toDict() }));
}
