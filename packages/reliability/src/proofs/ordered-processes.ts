import type { Orders } from '../application/orders.js';
import type { ProofContext } from '../proof.js';
import type { Store } from '../stores/store.js';

/** What processes of a proof are told of the store. */
export function ordersFor({ broken }: ProofContext, store: Store, more: Partial<Orders> = {}): Orders {
  return { place: store.place, ...(broken === undefined ? {} : { broken }), ...more };
}
