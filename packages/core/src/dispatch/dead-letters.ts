import type { MessageMetadata } from '../messages/message.js';
import { newUuid } from '../fields/identity.js';

/** A message that one of its handlers could not handle, or that waits behind such a one. */
export interface DeadLetter {
  /** Identity of the letter, not of the message. */
  readonly id: string;
  /** The method it was for: `Notifications.tell`. */
  readonly handler: string;
  readonly metadata: MessageMetadata;
  /** The last error; undefined when the message only waits behind one that failed. */
  readonly error: unknown;
  /** How often it was tried; 0 when it only waits. */
  readonly attempts: number;
  /** When it was put aside, by the clock of the domain. */
  readonly time: Date;
}

/** What another attempt at a letter came to. */
export interface AnotherAttempt {
  readonly succeeded: boolean;
  readonly attempts: number;
  readonly error?: unknown;
}

interface Kept extends DeadLetter {
  readonly again: () => Promise<AnotherAttempt>;
  readonly forget: () => Promise<void>;
}

/** What is known of a letter when it is put aside. */
export interface NewLetter extends Omit<DeadLetter, 'id' | 'time'> {
  /** Handles the message again. */
  readonly again: () => Promise<AnotherAttempt>;
  /** Called once the letter is gone, handled or discarded. */
  readonly forget?: () => Promise<void>;
}

/**
 * Messages that could not be handled, oldest first. They are kept in the process: what happened is durable in the store, that
 * a handler missed it is not.
 */
export class DeadLetters {
  readonly #letters = new Map<string, Kept>();
  readonly #stopped = new Set<string>();
  readonly #busy = new Set<string>();

  constructor(private readonly now: () => number) {}

  /** The letters; of one handler, if one is named. */
  list(of: { readonly handler?: string } = {}): readonly DeadLetter[] {
    return [...this.#letters.values()]
      .filter(({ handler }) => of.handler === undefined || of.handler === handler)
      .map(({ again: _again, forget: _forget, ...letter }) => Object.freeze(letter));
  }

  /** Handlers that get nothing until they are resumed. */
  get stoppedHandlers(): readonly string[] {
    return [...this.#stopped];
  }

  /**
   * Handles a message again, with all tries its handler has. It is gone from the list if that succeeds.
   *
   * @returns whether it succeeded; false also when there is no such letter, or it is being handled.
   */
  async retry(id: string): Promise<boolean> {
    const letter = this.#letters.get(id);
    if (letter === undefined || this.#busy.has(id)) return false;
    this.#busy.add(id);
    try {
      const { succeeded, attempts, error } = await letter.again();
      if (succeeded) await this.#remove(letter);
      else if (this.#letters.has(id)) {
        this.#letters.set(id, { ...letter, error, attempts: letter.attempts + attempts });
      }
      return succeeded;
    } finally {
      this.#busy.delete(id);
    }
  }

  /** Gives a message up. False when there is no such letter, or it is being handled. */
  async discard(id: string): Promise<boolean> {
    const letter = this.#letters.get(id);
    if (letter === undefined || this.#busy.has(id)) return false;
    await this.#remove(letter);
    return true;
  }

  /**
   * Lets a stopped handler go on: with what was put aside for it, in order, and then with what comes. It stops again at the
   * first message that fails.
   *
   * @returns whether it goes on.
   */
  async resume(handler: string): Promise<boolean> {
    // What arrives meanwhile waits at the end, so that nothing is overtaken.
    for (let next = this.#firstOf(handler); next !== undefined; next = this.#firstOf(handler)) {
      if (!(await this.retry(next))) return false;
    }
    this.#stopped.delete(handler);
    return true;
  }

  /** @internal */
  isStopped(handler: string): boolean {
    return this.#stopped.has(handler);
  }

  /** @internal */
  stop(handler: string): void {
    this.#stopped.add(handler);
  }

  /** @internal */
  add({ forget, ...letter }: NewLetter): void {
    const time = this.now();
    const id = newUuid(time);
    const kept = { ...letter, id, time: new Date(time), forget: forget ?? (() => Promise.resolve()) };
    this.#letters.set(id, kept);
  }

  #firstOf(handler: string): string | undefined {
    for (const letter of this.#letters.values()) if (letter.handler === handler) return letter.id;
    return undefined;
  }

  async #remove(letter: Kept): Promise<void> {
    this.#letters.delete(letter.id);
    await letter.forget();
  }
}
