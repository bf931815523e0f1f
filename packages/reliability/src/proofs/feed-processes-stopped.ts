import { Application, Refused, Unheard } from '../driver/application.js';
import { until } from '../driver/until.js';
import { compareReaders } from '../feed/compare-readers.js';
import { endMark, FeedReader } from '../feed/feed-reader.js';
import type { Outcome, Proof, ProofContext } from '../proof.js';
import { withStore } from '../stores/new-store.js';
import type { Store } from '../stores/store.js';
import { ordersFor } from './ordered-processes.js';

const processes = 5;
const clients = 4;

/** */
export const feedProcessesStopped: Proof = {
  ids: ['R-10'],
  title:
    'While four of five processes are dead, or stand still, the fifth goes on, and readers of the feed miss nothing',
  stores: ['postgres'],
  notices: () => ['holds-the-head'],
  run: (context) =>
    withStore(context, async (store) => {
      const run = new Run(context, store);
      try {
        return await run.act();
      } finally {
        await run.end();
      }
    }),
};

/** Processes that write until they are killed, and readers. */
class Run {
  readonly #readers = [7, 200].map((batch) => new FeedReader(batch));
  readonly #acknowledged: string[] = [];
  readonly #refused: string[] = [];
  readonly #applications: Application[] = [];
  readonly #work: Promise<unknown>[] = [];
  #next = 0;
  #streams = 0;
  #isOver = false;

  constructor(
    private readonly context: ProofContext,
    private readonly store: Store,
  ) {}

  async act(): Promise<Outcome> {
    const { context, store } = this;
    const rounds = context.amount({ glance: 40, quick: 4, soak: 300 });
    await Promise.all(Array.from({ length: processes }, (_, at) => this.#begin(at)));
    const reading = Promise.all(this.#readers.map((reader) => reader.run(store.place, undefined)));
    reading.catch(() => undefined);
    const counts = { killed: 0, stopped: 0 };
    for (let round = 0; round < rounds; round++) {
      const survivor = round % processes;
      const how = round % 2 === 0 ? 'stopped' : 'killed';
      const others = this.#applications.filter((_, at) => at !== survivor);
      if (how === 'killed') await Promise.all(others.map((application) => application.kill()));
      else for (const application of others) application.signal('SIGSTOP');
      counts[how] += others.length;
      const went = await this.#goesOn();
      if (how === 'stopped') for (const application of others) application.signal('SIGCONT');
      if (!went) {
        const violation = `round ${round}: while the others are ${how}, one process and the readers do not go on`;
        return { counts, violations: [violation] };
      }
      if (how === 'killed')
        await Promise.all(others.map((each) => this.#begin(this.#applications.indexOf(each))));
    }
    this.#isOver = true;
    await Promise.all(this.#work);
    await this.#applications[0]!.ask({ act: 'confirm', ledger: 'mark', reference: endMark });
    this.#acknowledged.push(endMark);
    await reading;
    const stored = (await store.look()).events.map(({ data }) => String(data['reference']));
    const outcome = compareReaders(this.#readers, { acknowledged: this.#acknowledged, stored });
    return {
      counts: { ...counts, ...outcome.counts },
      violations: [
        ...outcome.violations,
        ...new Set(this.#refused.map((told) => `a client was told ${told}`)),
      ],
    };
  }

  async end(): Promise<void> {
    this.#isOver = true;
    for (const reader of this.#readers) reader.stop();
    for (const application of this.#applications) application.signal('SIGCONT');
    await Promise.all(this.#applications.map((application) => application.kill()));
  }

  /** Begins a process, in the place of one that is dead. */
  async #begin(at: number): Promise<void> {
    const application = new Application();
    this.#applications[at] = application;
    if (!(await application.open(ordersFor(this.context, this.store))))
      throw new Error(`A process ended while it was opened: ${application.complaints}`);
    for (let client = 0; client < clients; client++)
      this.#work.push(this.#write(application, `l${this.#streams++}`));
  }

  async #write(application: Application, ledger: string): Promise<void> {
    while (!this.#isOver) {
      const reference = `r${this.#next++}`;
      try {
        await application.ask({ act: 'confirm', ledger, reference });
        this.#acknowledged.push(reference);
      } catch (error) {
        if (error instanceof Unheard) return;
        if (!(error instanceof Refused)) throw error;
        this.#refused.push(error.message);
      }
    }
  }

  /** Whether more is acknowledged, and each reader sees some of what is sent from now on. */
  #goesOn(): Promise<boolean> {
    const due = this.#next + 10;
    const acknowledged = this.#acknowledged.length + 10;
    return until(
      () => this.#acknowledged.length >= acknowledged && this.#readers.every(({ latest }) => latest >= due),
      this.context.broken === undefined ? 300_000 : 15_000,
    );
  }
}
