import type { AnyCommand, ResultOf } from '../elements/command.js';
import type { kindOf } from '../elements/element.js';
import type { AskOptions, AsynchronousOptions, ProcessOptions, Receipt } from './process-options.js';

/** Any query. */
export interface AnyQuery {
  readonly [kindOf]: 'query';
}

/** Handles a command and gives what it results in; or accepts it, to be handled afterwards. */
export interface Process {
  <Command extends AnyCommand>(command: Command, options: AsynchronousOptions): Promise<Receipt>;
  <Command extends AnyCommand>(command: Command, options?: ProcessOptions): Promise<ResultOf<Command>>;
}

/** Answers a query. */
export type Ask = <Query extends AnyQuery>(query: Query, options?: AskOptions) => Promise<ResultOf<Query>>;
