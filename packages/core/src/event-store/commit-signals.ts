import { CommitSignal } from './commit-signal.js';

/** The signals of commits: one for each tenant, where each has positions of its own, and one for all where they have not. */
export class CommitSignals {
  readonly #signals = new Map<string | undefined, CommitSignal>();
  #isOver = false;

  /** @param tenant - undefined where positions are common to all. */
  of(tenant: string | undefined): CommitSignal {
    let signal = this.#signals.get(tenant);
    if (signal === undefined) {
      this.#signals.set(tenant, (signal = new CommitSignal()));
      if (this.#isOver) signal.end();
    }
    return signal;
  }

  /** Says that nothing will be announced any more. */
  end(): void {
    this.#isOver = true;
    for (const signal of this.#signals.values()) signal.end();
  }
}
