import { surroundings, within } from '../unit-of-work/current.js';
import { UnitOfWork } from '../unit-of-work/unit-of-work.js';

/** One thing that is going on. */
export interface Job {
  readonly of: Work;
  /** What it is a part of, itself first: the jobs of the surroundings it runs in. */
  readonly here: readonly Job[];
  readonly isOver: boolean;
}

/** What is going on, so that one can wait for its end. */
export class Work {
  #count = 0;
  #waiting: (() => void)[] = [];

  /** Runs a function; what it does counts as going on until it is done. */
  async during<Result>(act: () => Promise<Result>): Promise<Result> {
    const job = this.begin();
    try {
      return await within({ jobs: job.here }, act);
    } finally {
      this.end(job);
    }
  }

  /** Something begins, and goes on until it is ended. Whoever begins it sees to the surroundings it runs in. */
  begin(): Job {
    this.#count += 1;
    return new OwnJob(this, goingOnHere());
  }

  end(job: Job): void {
    (job as OwnJob).isOver = true;
    this.#count -= 1;
    if (this.#count === 0 && this.#waiting.length > 0) for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Ends when nothing is going on, whatever became of it. */
  async settled(): Promise<void> {
    while (this.#count > 0) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  /**
   * Whether what runs here is a part of what is going on, or something that is going on waits for what runs here: then nobody
   * here can wait for its end.
   */
  get isHere(): boolean {
    return (
      goingOnHere().some((job) => job.of === this) ||
      surroundings().units.some((unit) => unit instanceof UnitOfWork && unit.isOpen && unit.holds(this))
    );
  }
}

class OwnJob implements Job {
  readonly here: readonly Job[];
  isOver = false;

  constructor(
    readonly of: Work,
    around: readonly Job[],
  ) {
    this.here = around.length === 0 ? [this] : [this, ...around];
  }
}

const none: readonly never[] = Object.freeze([]);

/** What this is a part of. What was begun by something and not waited for goes on when that is over, and is no part of it then. */
function goingOnHere(): readonly Job[] {
  // Only the class above puts them there.
  const jobs = (surroundings().jobs ?? none) as readonly Job[];
  return jobs.some(({ isOver }) => isOver) ? jobs.filter(({ isOver }) => !isOver) : jobs;
}
