import type { Shutdown } from './shutdown.js';

/** What may end handling before its time, beside the end of the domain. */
export interface LimitOptions {
  /** Milliseconds since the epoch, by the clock of the domain. */
  readonly deadline?: number | undefined;
  /** Of the caller. */
  readonly signal?: AbortSignal | undefined;
  /** Gives the reason when the deadline passes. */
  readonly expired?: () => Error;
}

/** What ends handling before its time: a deadline, the caller, or the end of the domain. */
export class Limits {
  #controller: AbortController | undefined;
  #disconnect: (() => void) | undefined;
  #isReleased = false;

  constructor(
    private readonly host: { readonly now: () => number; readonly shutdown: Shutdown },
    private readonly options: LimitOptions = {},
  ) {}

  /** Milliseconds until the deadline; Infinity when there is none. */
  get timeLeft(): number {
    const { deadline } = this.options;
    return deadline === undefined ? Infinity : deadline - this.host.now();
  }

  /** Made when it is first asked for: most handlers never look at it. */
  get signal(): AbortSignal {
    return (this.#controller ??= this.#connect()).signal;
  }

  /**
   * Waits for something others do, until the deadline passes or the caller gives up.
   *
   * @throws the reason why it did not wait any longer; what the promise is refused with.
   */
  async race<Result>(promise: Promise<Result>): Promise<Result> {
    if (this.options.deadline === undefined && this.options.signal === undefined) return promise;
    const { signal } = this;
    let end: (() => void) | undefined;
    const ended = new Promise<never>((_, reject) => {
      end = () => reject(signal.reason as Error);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    });
    try {
      return await Promise.race([promise, ended]);
    } finally {
      signal.removeEventListener('abort', end!);
    }
  }

  /** Lets go of timers and other signals. */
  release(): void {
    this.#isReleased = true;
    this.#disconnect?.();
  }

  #connect(): AbortController {
    const controller = new AbortController();
    // Who asks for the first time when it is over listens to nothing: nothing would let go of that again.
    if (this.#isReleased) return controller;
    const { shutdown } = this.host;
    const { signal } = this.options;
    const giveUp = (): void => controller.abort(signal?.reason);
    const close = (): void => controller.abort(shutdown.reason);
    if (signal?.aborted === true) giveUp();
    else signal?.addEventListener('abort', giveUp);
    if (shutdown.isBegun) close();
    else shutdown.add(close);
    const left = this.timeLeft;
    const timer =
      left > longestTimer
        ? undefined
        : setTimeout(() => controller.abort(this.options.expired?.()), Math.max(left, 0));
    timer?.unref?.();
    this.#disconnect = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      shutdown.remove(close);
    };
    return controller;
  }
}

/** Timers cannot be set for longer: 2³¹ − 1 milliseconds. */
const longestTimer = 2_147_483_647;
