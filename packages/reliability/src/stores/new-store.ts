import type { ProofContext } from '../proof.js';
import { postgresStore } from './postgres-store.js';
import { sqliteStore } from './sqlite-store.js';
import type { Store } from './store.js';

/** A store for one proof, removed when that is done. */
export async function withStore<Result>(
  { store: name, folder }: ProofContext,
  act: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = name === 'postgres' ? postgresStore() : sqliteStore(name, folder);
  try {
    return await act(store);
  } finally {
    await store.remove();
  }
}
