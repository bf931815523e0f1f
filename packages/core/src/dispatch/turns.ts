/** Who is next with a stream at a consumer: one after the other, in the order in which they came. */
export class Turns {
  /** The last turn that was taken and has not ended: by consumer, then by stream. */
  readonly #last = new Map<string, Map<string, Turn>>();

  /** Takes the place behind all that were taken. It must be ended, whatever happens. */
  take(consumer: string, stream: string): Turn {
    let ofConsumer = this.#last.get(consumer);
    if (ofConsumer === undefined) this.#last.set(consumer, (ofConsumer = new Map()));
    const turn = new Turn(ofConsumer, stream, ofConsumer.get(stream));
    ofConsumer.set(stream, turn);
    return turn;
  }
}

/** One place in a row. */
export class Turn {
  #isOver = false;
  #whenOver: (() => void) | undefined;
  /** Let go of when this one is over: a row that never ends would keep everybody who ever stood in it. */
  #before: Turn | undefined;

  constructor(
    private readonly last: Map<string, Turn>,
    private readonly stream: string,
    before: Turn | undefined,
  ) {
    this.#before = before;
  }

  /** Whether nobody is before this one any more. */
  get hasCome(): boolean {
    return this.#before === undefined || this.#before.#isOver;
  }

  /** Waits for the one before this one. */
  comes(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#before === undefined || this.#before.#isOver) resolve();
      // Nobody else waits for that one: there is one behind each.
      else this.#before.#whenOver = resolve;
    });
  }

  /** Lets the next one in. */
  end(): void {
    this.#isOver = true;
    this.#before = undefined;
    if (this.last.get(this.stream) === this) this.last.delete(this.stream);
    this.#whenOver?.();
  }
}
