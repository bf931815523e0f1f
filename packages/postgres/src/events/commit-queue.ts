import type { SqlSession } from '@domainry/sql';
import { isConnectionLost } from '../map-error.js';
import { callCommit, type CommitAnswer } from './commit-call.js';
import { mostLocks, type CommitWork, type Lock, type Refusal, type WrittenWork } from './staged-work.js';

/** Events that are written by one call at most. A transaction with more is committed by itself, beside the others. */
const mostEvents = 1_000;

interface Waiting {
  readonly work: CommitWork;
  readonly resolve: (answer: WrittenWork | Refusal) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits transactions that have no connection of their own. While one call is on its way, those that come meanwhile wait and
 * go together by the next one: they share its way, and its write to the disk. Each of them is refused or fails by itself.
 *
 * Transactions go together where none touches what another one looks at; else the later one waits for the next call. Who would
 * have to wait for another process is taken out and waits on a connection of his own.
 */
export class CommitQueue {
  readonly #waiting: Waiting[] = [];
  #isRunning = false;

  /** @param isPlacing - whether each call ends with its transaction, so that it can give events their positions. */
  constructor(
    private readonly pool: SqlSession,
    private readonly isPlacing: boolean,
  ) {}

  /** @throws what the server says, as `SqlSession` does. */
  async commit(work: CommitWork): Promise<WrittenWork | Refusal> {
    if (work.events.length > mostEvents) return await this.#alone(work);
    return await new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      if (this.#isRunning) return;
      this.#isRunning = true;
      // Those that were woken by the same answer come before it is done.
      process.nextTick(() => void this.#run());
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) await this.#send(this.#nextGroup());
    this.#isRunning = false;
  }

  async #send(group: readonly Waiting[]): Promise<void> {
    try {
      const works = group.map(({ work }) => work);
      const answers = await callCommit(this.pool, works, {
        isPatient: false,
        isAlone: true,
        isPlacing: this.isPlacing,
      });
      for (let at = group.length - 1; at >= 0; at--) this.#tell(group[at]!, answers[at]!);
    } catch (error) {
      // Where the answer was lost, each looks for what became of his own.
      if (group.length === 1 || isConnectionLost((error as Error).cause))
        for (const { reject } of group) reject(error);
      // One of them is why, and all were undone. Which one it is, shows when each goes by itself.
      else for (const { work, resolve, reject } of group) this.#alone(work).then(resolve, reject);
    }
  }

  #tell({ work, resolve, reject }: Waiting, answer: CommitAnswer): void {
    if (answer.refused === 'busy') this.#alone(work).then(resolve, reject);
    // Nothing stood against it: it goes again, before those that came meanwhile.
    else if (answer.refused === 'not done') this.#waiting.unshift({ work, resolve, reject });
    else resolve(answer);
  }

  async #alone(work: CommitWork): Promise<WrittenWork | Refusal> {
    const { isPlacing } = this;
    const [answer] = await callCommit(this.pool, [work], { isPatient: true, isAlone: true, isPlacing });
    return answer as WrittenWork | Refusal;
  }

  /** Takes those that can go together, the longest waiting first. */
  #nextGroup(): readonly Waiting[] {
    const group: Waiting[] = [];
    const keys = new Map<string, Use>();
    let events = 0;
    for (let at = 0; at < this.#waiting.length;) {
      const waiting = this.#waiting[at]!;
      const { locks } = waiting.work;
      const isFirst = group.length === 0;
      if (
        !isFirst &&
        (keys.size + locks.length > mostLocks || events + waiting.work.events.length > mostEvents)
      )
        break;
      // Whoever is passed over holds his place: those behind him must not keep him waiting.
      const goesAlong = locks.every((lock) => areCompatible(keys.get(lock.key), useOf(lock)));
      for (const lock of locks) keys.set(lock.key, joined(keys.get(lock.key), useOf(lock)));
      if (!goesAlong) {
        at++;
        continue;
      }
      group.push(waiting);
      events += waiting.work.events.length;
      this.#waiting.splice(at, 1);
    }
    return group;
  }
}

/** What a key is locked for: with others, alone, or alone to add to a stream. */
type Use = 'shared' | 'adding' | 'alone';

function useOf({ exclusive, isForAdding }: Lock): Use {
  if (!exclusive) return 'shared';
  return isForAdding === true ? 'adding' : 'alone';
}

function areCompatible(known: Use | undefined, use: Use): boolean {
  return known === undefined || (known === use && use !== 'alone');
}

function joined(known: Use | undefined, use: Use): Use {
  return known === undefined || known === use ? use : 'alone';
}
