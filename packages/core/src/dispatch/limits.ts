/** What ends handling before its time: a deadline, the caller, or the end of the domain. */
export class Limits {
  #controller: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #abort = (event: Event): void => this.#controller?.abort((event.target as AbortSignal).reason);

  /**
   * @param deadline - milliseconds since the epoch, by the clock of `now`.
   * @param sources - signals that end it as well.
   * @param expired - gives the reason when the deadline passes.
   */
  constructor(
    private readonly deadline: number | undefined,
    private readonly now: () => number,
    private readonly sources: readonly (AbortSignal | undefined)[],
    private readonly expired?: () => Error,
  ) {}

  /** Milliseconds until the deadline; Infinity when there is none. */
  readonly timeLeft = (): number => (this.deadline === undefined ? Infinity : this.deadline - this.now());

  /** Made when it is first asked for: most handlers never look at it. */
  get signal(): AbortSignal {
    return (this.#controller ??= this.#connect()).signal;
  }

  /** Lets go of timers and other signals. */
  release(): void {
    clearTimeout(this.#timer);
    for (const source of this.sources) source?.removeEventListener('abort', this.#abort);
  }

  #connect(): AbortController {
    const controller = new AbortController();
    for (const source of this.sources) {
      if (source?.aborted === true) controller.abort(source.reason);
      else source?.addEventListener('abort', this.#abort);
    }
    const left = this.timeLeft();
    if (left <= longestTimer) {
      this.#timer = setTimeout(() => controller.abort(this.expired?.()), Math.max(left, 0));
      this.#timer.unref?.();
    }
    return controller;
  }
}

/** Timers cannot be set for longer: 2³¹ − 1 milliseconds. */
const longestTimer = 2_147_483_647;
