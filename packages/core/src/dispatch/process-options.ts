/** How a command is processed. */
export interface ProcessOptions {
  /**
   * Makes a repetition recognisable: a command of the same class with the same key is handled once, whatever happens, and
   * gives the same result each time. Keys of other commands, of other tenants and of other domains are other keys.
   */
  readonly idempotencyKey?: string;
  /** What to do while a command with the same key is being handled: wait for what becomes of it (the default), or fail. */
  readonly whenInFlight?: 'wait' | 'fail';
  /** After this moment it is not handled any more, nor tried again. A command inherits the deadline of the one it follows from. */
  readonly deadline?: Date;
  /** Milliseconds from now until the deadline. */
  readonly timeout?: number;
  /** Higher ones are handled first, where they wait; 0 when nothing is said. */
  readonly priority?: number;
  /** The same for everything that follows from one first message; otherwise that of the message being handled, or a new one. */
  readonly correlationId?: string;
  /** The tenant that is worked for. */
  readonly tenant?: string;
  /**
   * Version of the aggregate that the sender saw; −1 when it saw that there was none. If it is another one by now, the command
   * is refused with `COMMAND_OUTDATED`.
   */
  readonly expectedVersion?: number;
  /** Ends the waiting for another try, and reaches the handler as `context.signal`. What is durable stays so. */
  readonly signal?: AbortSignal;
}

/** How a command is processed that only has to be accepted now. */
export interface AsynchronousOptions extends Omit<ProcessOptions, 'signal' | 'whenInFlight'> {
  /**
   * The command is kept, in the transaction that is open here or in one of its own, and handled afterwards: once, whatever
   * happens.
   */
  readonly asynchronous: true;
}

/** That a command was accepted and will be handled. */
export interface Receipt {
  /** Identity of the command: what follows from it has it as `causationId`. */
  readonly id: string;
}

/** How a query is asked. */
export interface AskOptions {
  /** Reaches the handler as `context.signal`. */
  readonly signal?: AbortSignal;
  /** Milliseconds until `context.signal` is aborted. */
  readonly timeout?: number;
  /** The tenant that is asked for. */
  readonly tenant?: string;
}
