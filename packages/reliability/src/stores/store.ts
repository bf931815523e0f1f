import type { Place } from '../application/orders.js';
import type { Picture } from './picture.js';

/** Kinds of store that proofs are about. */
export const storeNames = ['better-sqlite3', 'node:sqlite', 'postgres'] as const;
export type StoreName = (typeof storeNames)[number];

/** A store of its own for one proof, and a look into it that does not go through the framework. */
export interface Store {
  readonly name: StoreName;
  readonly place: Place;
  /** Everything at one moment. */
  look(): Promise<Picture>;
  /** Removes it. */
  remove(): Promise<void>;
}
