import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findWrongs } from '../checks/find-wrongs.js';
import { Application } from '../driver/application.js';
import { send } from '../driver/client.js';
import { Journal } from '../driver/journal.js';
import type { Outcome, ProofContext } from '../proof.js';
import type { Store } from '../stores/store.js';
import { ordersFor } from './ordered-processes.js';

const writers = 8;
/** Milliseconds after which nothing is expected to come any more, on the slowest of machines. */
const patience = 300_000;

/** One process whose clients send command after command, whatever becomes of them. */
export interface Writing {
  readonly application: Application;
  readonly journal: Journal;
  /** Whether so many more commands are acknowledged, within the patience of a proof. */
  readonly goesOn: (more: number) => Promise<boolean>;
  /** Whether so many more commands are refused, or not heard of, within the patience of a proof. */
  readonly isRefused: (more: number) => Promise<boolean>;
  /** Compares what was heard with what is stored; gives what is wrong. */
  readonly look: () => Promise<readonly string[]>;
}

/**
 * Does something to a store while a process writes to it. Afterwards, everything that is unknown is sent again, and what was
 * heard is compared with what is stored.
 */
export async function underWriters(
  context: ProofContext,
  store: Store,
  act: (writing: Writing) => Promise<readonly string[]>,
): Promise<Outcome> {
  const application = new Application();
  const journal = new Journal(join(context.folder, 'journal.jsonl'));
  const state = { isOver: false, next: 0 };
  const writing = writingOf(application, journal, store);
  try {
    await application.open(ordersFor(context, store));
    const work = Promise.all(Array.from({ length: writers }, () => writeOn(application, journal, state)));
    const violations = [...(await act(writing))];
    if (violations.length === 0 && !(await writing.goesOn(30)))
      violations.push('nothing is acknowledged in the end');
    state.isOver = true;
    await work;
    const { ambiguous } = journal;
    const unknown = [...journal.unknown.values()];
    for (const { key, task } of unknown)
      for (let times = 0; times < 2; times++) await send(application, journal, key, task);
    await application.ask({ act: 'settle' }).catch(() => undefined);
    if (violations.length === 0) violations.push(...(await writing.look()));
    if (application.isOver) violations.push('the process has ended');
    if (application.complaints !== '')
      violations.push(`it complained: ${application.complaints.slice(0, 300)}`);
    const counts = { acknowledged: journal.acknowledged.size, refused: journal.refused.size, ambiguous };
    return { counts, violations: [...violations, ...unexplained(journal)] };
  } finally {
    state.isOver = true;
    await application.kill();
    journal.close();
  }
}

function writingOf(application: Application, journal: Journal, store: Store): Writing {
  const reaches = async (count: () => number, more: number): Promise<boolean> => {
    const due = count() + more;
    const until = performance.now() + patience;
    while (count() < due && performance.now() < until && !application.isOver) await pause(5);
    return count() >= due;
  };
  return {
    application,
    journal,
    goesOn: (more) => reaches(() => journal.acknowledged.size, more),
    isRefused: (more) => reaches(() => journal.refused.size + journal.ambiguous, more),
    look: async () =>
      findWrongs(await store.look(), journal, () => 2, false).map(({ kind, what }) => `${kind}: ${what}`),
  };
}

async function writeOn(
  application: Application,
  journal: Journal,
  state: { isOver: boolean; next: number },
): Promise<void> {
  while (!state.isOver && !application.isOver) {
    const reference = `r${state.next++}`;
    const account = `a${state.next % 20}`;
    const heard = await send(application, journal, reference, {
      act: 'move',
      account,
      reference,
      amount: 1,
      parts: 2,
    });
    // Where there is no server, refusals come at once.
    if (heard !== 'answered') await pause(20);
  }
}

/** Refusals that do not say by a code what is the matter. */
function unexplained({ refused }: Journal): readonly string[] {
  const codes = new Set([...refused.values()].map((told) => told.split(' ')[0]!));
  return [...codes].filter((code) => !/^[A-Z_]+$/.test(code)).map((code) => `a client was told ${code}`);
}
