import type { Task } from '../application/orders.js';
import { Refused, type Application } from '../driver/application.js';
import { withApplications } from '../driver/applications.js';
import type { Outcome, Proof, ProofContext } from '../proof.js';
import { withStore } from '../stores/new-store.js';
import { storeNames, type Store } from '../stores/store.js';
import { ordersFor } from './ordered-processes.js';

/** What racers of one round were told: `won`, `lost`, or the code of an error. */
type Told = Readonly<Record<string, number>>;

/** */
export const tagsRaced: Proof = {
  ids: ['R-23'],
  title: 'Of processes that decide by the same tags at once, exactly one decides',
  stores: storeNames,
  notices: () => ['looks-then-appends'],
  run: (context) =>
    withStore(context, async (store) => {
      const outcome = await race(context, store, ['BOUNDARY_CONFLICT'], (round, racer) => ({
        act: 'seat',
        seat: `s${round}`,
        // Racers of one round are about one place; rounds share rows.
        row: `r${round % 3}`,
        by: `p${racer}`,
      }));
      const taken = new Map<string, number>();
      for (const { name, data } of (await store.look()).events)
        if (name === 'SeatTaken') taken.set(String(data['seat']), (taken.get(String(data['seat'])) ?? 0) + 1);
      const twice = [...taken].filter(([, times]) => times > 1);
      return {
        ...outcome,
        violations: [
          ...outcome.violations,
          ...twice.map(([seat, times]) => `${seat} was taken ${times} times`),
        ],
      };
    }),
};

/** */
export const namesClaimed: Proof = {
  ids: ['R-26'],
  title:
    'Of processes that claim one name at once, exactly one has it; a name that was given up can be had again',
  stores: storeNames,
  notices: () => ['looks-then-inserts'],
  run: (context) =>
    withStore(context, async (store) => {
      const outcome = await race(
        context,
        store,
        ['VALIDATION_FAILED (unique)', 'VERSION_CONFLICT', 'Error: taken'],
        (round, racer) => ({
          act: 'claim',
          account: `a${round}.${racer}`,
          // Names that are nearly the same are others: a round of each.
          holder: `${['Ada', 'ada', 'ADA', 'Ada ', 'Àda', 'A\u0300da'][round % 6]!} ${Math.floor(round / 6)}`,
        }),
        async ([one, other], round, winner) => {
          if (winner === undefined) return;
          const holder = `given up ${round}`;
          await one!.ask({ act: 'claim', account: `a${round}.${winner}`, holder });
          await one!.ask({ act: 'claim', account: `a${round}.${winner}` });
          await other!.ask({ act: 'claim', account: `b${round}`, holder });
        },
      );
      return outcome;
    }),
};

/**
 * Has every process do the same at once, twice each, round after round.
 *
 * @param lost - what those are told who may not win.
 * @param taskOf - what racer of a round does; what gives `false` has not won.
 * @param after - follows each round.
 */
async function race(
  context: ProofContext,
  store: Store,
  lost: readonly string[],
  taskOf: (round: number, racer: number) => Task,
  after?: (applications: readonly Application[], round: number, winner: number | undefined) => Promise<void>,
): Promise<Outcome> {
  const rounds = context.amount({ glance: 50, quick: 60, soak: 10_000 });
  const processes = context.amount({ glance: 3, quick: 4, soak: 8 });
  const violations: string[] = [];
  let raced = 0;
  let round = 0;
  await withApplications(processes, ordersFor(context, store, { attempts: 1 }), async (applications) => {
    const racers = applications.flatMap((application) => [application, application]);
    for (; round < rounds && violations.length === 0; round++) {
      let winner: number | undefined;
      const told: Record<string, number> = {};
      await Promise.all(
        racers.map(async (application, racer) => {
          const heard = await hear(application, taskOf(round, racer));
          told[heard] = (told[heard] ?? 0) + 1;
          if (heard === 'won') winner = racer;
        }),
      );
      raced += racers.length;
      violations.push(...wrongsOf(told, lost).map((wrong) => `round ${round}: ${wrong}`));
      await after?.(applications, round, winner);
    }
  });
  return { counts: { rounds: round, attempts: raced }, violations };
}

async function hear(application: Application, task: Task): Promise<string> {
  try {
    return (await application.ask(task)) === false ? 'lost' : 'won';
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

function wrongsOf(told: Told, lost: readonly string[]): readonly string[] {
  const wrongs = Object.keys(told)
    .filter((each) => each !== 'won' && each !== 'lost' && !lost.includes(each))
    .map((each) => `a racer was told ${each}`);
  return told['won'] === 1 ? wrongs : [...wrongs, `${told['won'] ?? 0} winners`];
}
