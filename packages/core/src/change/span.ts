import {
  close,
  countChange,
  Seal,
  spans,
  type Changeable,
  type ChangeKeeper,
  type ChangeState,
} from './journal.js';

/**
 * A span holds together the changes of several clusters that complete while a function runs, so that all of them can be
 * taken back. Each change is still checked by itself when it completes; what is on its way when a span begins is no
 * part of it. Spans are for synchronous functions: what happens after an `await` belongs to no span.
 */

/** Runs `act`; when it throws, every change that completed meanwhile is taken back, latest first. */
export function inSpan<Result>(act: () => Result): Result {
  return spanning((span) => {
    const result = act();
    span.handOn();
    return result;
  });
}

/**
 * Runs `act`, which may only read.
 *
 * @param refuse - gives the error for an `act` that changed something; that change is taken back.
 */
export function inReadingSpan<Result>(act: () => Result, refuse: (root: object) => Error): Result {
  return spanning((span) => {
    const result = act();
    const changed = span.firstRoot;
    if (changed !== undefined) throw refuse(changed);
    return result;
  });
}

/** The changes of one span, in the order of their completion. */
class Span implements ChangeKeeper {
  readonly #kept: { readonly root: Changeable; readonly head: ChangeState }[] = [];

  constructor(private readonly outer: ChangeKeeper | undefined) {}

  get firstRoot(): Changeable | undefined {
    return this.#kept[0]?.root;
  }

  keep(root: Changeable, head: ChangeState): void {
    this.#kept.push({ root, head });
  }

  /** The changes stay, unless the span around this one fails. */
  handOn(): void {
    if (this.outer !== undefined) for (const { root, head } of this.#kept) this.outer.keep(root, head);
  }

  restore(): void {
    for (const { root, head } of this.#kept.toReversed()) {
      for (let step = head; !(step instanceof Seal); step = step.next) step.restore();
      countChange(root, -1);
      // A discarded aggregate may have come back.
      close(root);
    }
  }
}

function spanning<Result>(run: (span: Span) => Result): Result {
  const outer = spans.current;
  const span = new Span(outer);
  spans.current = span;
  try {
    return run(span);
  } catch (error) {
    span.restore();
    throw error;
  } finally {
    spans.current = outer;
  }
}
