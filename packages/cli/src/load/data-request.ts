import type { JsonValue } from '@domainry/core';
import type { OutboxState } from '@domainry/core/ports';
import type { DescriptionRequest, LoadFailure } from './description.js';

/** What the process that opens databases is asked. */
export interface DataRequest {
  readonly domain: DescriptionRequest['domains'][number];
  /** Absolute; the folder that the configuration was looked for in, and the file that was named. */
  readonly cwd: string;
  readonly config: string | undefined;
  /** Name of the command, which the configuration may ask for. */
  readonly command: string;
  readonly operation: DataOperation;
}

/** Which events are meant. */
export interface EventSelection {
  /** Position after which reading begins (before which, when it goes backwards). */
  readonly after?: number;
  readonly limit: number;
  readonly backwards: boolean;
  readonly stream?: string;
  readonly category?: string;
  readonly type?: string;
  /** Part of what is shown of an event; whatever the case. */
  readonly text?: string;
}

/** Something that is done with databases. Personal data are masked unless they are to be revealed. */
export type DataOperation =
  | { readonly kind: 'migrations'; readonly database?: string }
  | { readonly kind: 'draft'; readonly database?: string; readonly name: string }
  | {
      readonly kind: 'migrate';
      readonly database?: string;
      readonly isDestructive: boolean;
      readonly isDryRun: boolean;
    }
  | ({ readonly kind: 'read'; readonly database?: string; readonly isRevealed: boolean } & EventSelection)
  | {
      readonly kind: 'history';
      readonly aggregate: string;
      readonly id: string;
      readonly limit: number;
      readonly isRevealed: boolean;
    }
  | { readonly kind: 'trace'; readonly id: string; readonly isRevealed: boolean }
  | { readonly kind: 'stats'; readonly database?: string }
  | {
      readonly kind: 'export';
      readonly database?: string;
      readonly isRevealed: boolean;
      /** Absolute. */
      readonly file: string;
      readonly category?: string;
    }
  | {
      readonly kind: 'import';
      readonly database?: string;
      /** Absolute. */
      readonly file: string;
      readonly isDryRun: boolean;
    }
  | {
      readonly kind: 'archive';
      readonly aggregate: string;
      readonly id?: string;
      /** ISO 8601. */
      readonly before?: string;
      /** Names of events. */
      readonly endedBy?: readonly string[];
      readonly isDryRun: boolean;
    }
  | { readonly kind: 'restore'; readonly aggregate: string; readonly id: string; readonly isDryRun: boolean }
  | {
      readonly kind: 'take';
      readonly aggregate?: string;
      readonly id?: string;
      readonly behind: number;
      readonly isDryRun: boolean;
    }
  | {
      readonly kind: 'outbox';
      readonly database?: string;
      readonly destination?: string;
      readonly state?: OutboxState;
      readonly after?: number;
      readonly limit: number;
      readonly isRevealed: boolean;
    }
  | { readonly kind: 'outboxCounts'; readonly database?: string }
  | { readonly kind: 'requeue'; readonly database?: string; readonly positions: readonly number[] }
  | {
      readonly kind: 'discard';
      readonly database?: string;
      readonly positions: readonly number[];
      readonly reason: string;
    }
  | { readonly kind: 'snapshots'; readonly aggregate?: string; readonly limit: number }
  | {
      readonly kind: 'prune';
      readonly aggregate: string;
      readonly id?: string;
      readonly keep: number;
      readonly isDryRun: boolean;
    };

/** What the process answers. */
export type DataAnswer = { readonly kind: 'done'; readonly data: JsonValue } | LoadFailure;
