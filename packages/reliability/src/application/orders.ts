import type { SqliteDriverName } from '@domainry/sqlite';
import type { BrokenStoreName } from '../broken/broken-stores.js';

/** Where a process finds its store. */
export type Place =
  | { readonly kind: 'sqlite'; readonly path: string; readonly driver: SqliteDriverName }
  | {
      readonly kind: 'postgres';
      readonly url: string;
      readonly schema: string;
      readonly poolSize?: number;
      /** Transactions go by way of a pooler, which gives each another connection of the server. */
      readonly pooler?: 'transaction';
    };

/** What a process is told once, before anything else. */
export interface Orders {
  readonly place: Place;
  /** The store breaks a promise, so that it is seen whether that is noticed. */
  readonly broken?: BrokenStoreName;
  /** The process is killed by its own hand when it comes by a place in the library for the so-manieth time, 1-based. */
  readonly death?: { readonly point: string; readonly hit: number };
  /** Milliseconds by which the clock of the process is behind. */
  readonly behind?: number;
  /** How often a handler is tried that was in conflict; as often as the framework thinks best, when absent. */
  readonly attempts?: number;
}

/** What a process is asked for, in plain data. */
export type Task =
  | {
      readonly act: 'move';
      readonly account: string;
      readonly reference: string;
      readonly amount: number;
      readonly parts: number;
    }
  | { readonly act: 'claim'; readonly account: string; readonly holder?: string }
  | { readonly act: 'exchange'; readonly account: string; readonly from: number; readonly to: number }
  | { readonly act: 'confirm'; readonly ledger: string; readonly reference: string }
  | { readonly act: 'seat'; readonly seat: string; readonly row: string; readonly by: string }
  | { readonly act: 'balance'; readonly account: string }
  /** Waits until nothing is going on any more. */
  | { readonly act: 'settle' }
  | { readonly act: 'close' };

/** A task on its way to a process. */
export interface Request {
  readonly id: number;
  readonly task: Task;
  readonly key?: string;
}

/** What became of a task. */
export type Answer =
  | { readonly id: number; readonly result: unknown }
  | {
      readonly id: number;
      /** Code of an error of the framework; else the text of the error. */
      readonly error: string;
      /** What `details.reason` says, or the code of the first violation. */
      readonly reason?: string;
    };

/** What a process tells unasked: that it has loaded everything, and that its domain is open. */
export type Word = { readonly word: 'loaded' | 'open' } | { readonly word: 'failed'; readonly error: string };
