import { AsyncLocalStorage } from 'node:async_hooks';

/** Runs a part of a unit when its turn has come. */
export type Step = <Result>(act: () => Result | Promise<Result>) => Promise<Result>;

/** One run: two units of work, or more, that go on at the same time. */
export interface Round {
  /** Done before they begin. */
  readonly before?: () => Promise<unknown>;
  readonly units: readonly (() => Promise<unknown>)[];
  /** Fails when the units have done something that they must not. Given what each unit came to, errors included. */
  readonly check: (outcomes: readonly unknown[]) => void | Promise<void>;
}

/** What {@link interleavings} takes. */
export interface InterleavingOptions {
  /** Makes a run. Called for each order, so that every run can begin with things of its own. */
  readonly run: (step: Step) => Round;
  /**
   * How often a unit that could go on is interrupted, at most. Without it, all orders are run; with 2 or 3, those in which
   * nearly all races show, of which there are far fewer (Musuvathi and Qadeer 2007).
   */
  readonly preemptions?: number;
  /** Orders at most; 2,000 when absent. More than that is an error, not a silent end. */
  readonly limit?: number;
  /** Milliseconds after which a step that has not ended counts as waiting for another unit; 0 when absent. */
  readonly patience?: number;
}

/**
 * Runs units of work side by side in every order of their steps: one step at a time, each time another one, until all
 * orders were seen (stateless model checking, Godefroid 1997). What a unit does between two steps belongs to the first.
 *
 * @returns how many orders there were.
 * @throws what a check throws; the message says which order it was.
 */
export async function interleavings({
  run,
  preemptions = Infinity,
  limit = 2000,
  patience = 0,
}: InterleavingOptions): Promise<number> {
  let path: Choice[] = [];
  for (let count = 1; ; count++) {
    if (count > limit)
      throw new Error(`There are more than ${limit} orders. Take fewer steps, or give a greater limit.`);
    path = await runOnce(run, path, { patience, preemptions });
    // The next order differs in the last choice that has another option.
    while (path.length > 0 && path.at(-1)!.taken === path.at(-1)!.options - 1) path.pop();
    if (path.length === 0) return count;
    path.at(-1)!.taken++;
  }
}

type Bounds = Required<Pick<InterleavingOptions, 'patience' | 'preemptions'>>;

/** One point where several units could go on. */
interface Choice {
  taken: number;
  options: number;
}

async function runOnce(
  run: InterleavingOptions['run'],
  path: readonly Choice[],
  bounds: Bounds,
): Promise<Choice[]> {
  const turns = new Turns(path, bounds);
  const round = run((act) => turns.step(act));
  await round.before?.();
  const outcomes = await turns.runAll(round.units);
  try {
    await round.check(outcomes);
  } catch (error) {
    if (error instanceof Error) error.message += `\nThe order was ${turns.order.join(' ')}.`;
    throw error;
  }
  return turns.choices;
}

/** Gives units their turns, one step at a time. */
class Turns {
  /** What was chosen so far. */
  readonly choices: Choice[] = [];
  /** Numbers of the units, in the order of their steps. */
  readonly order: number[] = [];
  /** By number of the unit, how its next step begins. */
  readonly #waiting = new Map<number, () => void>();
  readonly #unit = new AsyncLocalStorage<number>();
  #running = 0;
  #preemptions = 0;

  constructor(
    private readonly path: readonly Choice[],
    private readonly bounds: Bounds,
  ) {}

  async step<Result>(act: () => Result | Promise<Result>): Promise<Result> {
    const unit = this.#unit.getStore();
    if (unit === undefined) return act();
    this.#running--;
    await new Promise<void>((resolve) => this.#waiting.set(unit, resolve));
    return act();
  }

  /** Gives what each unit came to. */
  async runAll(units: readonly (() => Promise<unknown>)[]): Promise<readonly unknown[]> {
    const outcomes: unknown[] = [];
    let unfinished = units.length;
    for (const [number, unit] of units.entries()) {
      this.#running++;
      const keep = (outcome: unknown): void => {
        outcomes[number] = outcome;
        this.#running--;
        unfinished--;
      };
      void this.#unit.run(number, unit).then(keep, keep);
    }
    for (;;) {
      await this.#quiet(() => unfinished === 0);
      if (unfinished === 0) return outcomes;
      this.#giveTurn();
    }
  }

  /** Waits until nobody goes on, or those that do wait for others. */
  async #quiet(isOver: () => boolean): Promise<void> {
    const begun = Date.now();
    for (let turns = 0; !isOver() && (this.#running > 0 || this.#waiting.size === 0); turns++) {
      if (this.#waiting.size > 0 && turns > 2 && Date.now() - begun >= this.bounds.patience) return;
      if (Date.now() - begun > stuckAfter)
        throw new Error(`The units wait for each other. The order was ${this.order.join(' ')}.`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #giveTurn(): void {
    const last = this.order.at(-1);
    const canGoOn = last !== undefined && this.#waiting.has(last);
    // Who was going on comes first, then the others.
    const others = [...this.#waiting.keys()]
      .filter((unit) => unit !== last)
      .sort((one, other) => one - other);
    const mayInterrupt = !canGoOn || this.#preemptions < this.bounds.preemptions;
    const able = [...(canGoOn ? [last] : []), ...(mayInterrupt ? others : [])];
    const known = this.path[this.choices.length];
    const taken = Math.min(known?.taken ?? 0, able.length - 1);
    this.choices.push({ taken, options: able.length });
    const unit = able[taken]!;
    if (canGoOn && unit !== last) this.#preemptions++;
    const go = this.#waiting.get(unit)!;
    this.#waiting.delete(unit);
    this.order.push(unit);
    this.#running++;
    go();
  }
}

/** Milliseconds after which units that all wait are given up. */
const stuckAfter = 10_000;
