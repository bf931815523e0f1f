import { setTimeout as pause } from 'node:timers/promises';
import { Application, Refused, Unheard } from '../driver/application.js';
import type { Outcome, Proof, ProofContext } from '../proof.js';
import { withStore } from '../stores/new-store.js';
import { storeNames, type Store } from '../stores/store.js';
import { ordersFor } from './ordered-processes.js';

const processes = 3;

/** R-26, beside what is killed. */
export const namesClaimedUnderKills: Proof = {
  ids: ['R-26'],
  title:
    'Whoever was told to have a name has it although his process was killed then, nobody else has it, and it can be given up',
  stores: storeNames,
  notices: () => ['looks-then-inserts', 'acknowledges-early'],
  run: (context) => withStore(context, (store) => claimAndKill(context, store)),
};

async function claimAndKill(context: ProofContext, store: Store): Promise<Outcome> {
  const rounds = context.amount({ glance: 40, quick: 8, soak: 1_000 });
  const counts = { rounds: 0, acknowledged: 0, unknown: 0 };
  const violations: string[] = [];
  const begin = async (): Promise<Application> => {
    const application = new Application();
    await application.open(ordersFor(context, store, { attempts: 1 }));
    return application;
  };
  const applications = await Promise.all(Array.from({ length: processes }, begin));
  try {
    for (; counts.rounds < rounds && violations.length === 0; counts.rounds++) {
      const round = counts.rounds;
      const claims = await claimAndKillOne(context, applications, round);
      for (const { told } of claims) if (told === 'acknowledged' || told === 'unknown') counts[told] += 1;
      violations.push(...wrongsOf(claims, await ownersOf(store, round), round));
      if (violations.length > 0) break;
      await Promise.all(
        applications.map(async (application, at) => {
          if (application.isOver) applications[at] = await begin();
        }),
      );
      violations.push(...(await passOn(applications, store, round)));
    }
    // Processes that were never killed in the middle of something would show nothing.
    if (violations.length === 0 && counts.unknown === 0)
      violations.push('no claim was ever under way at a kill');
    return { counts, violations };
  } finally {
    await Promise.all(applications.map((application) => application.kill()));
  }
}

/** What one racer was told. */
interface Claim {
  readonly account: string;
  readonly told: string;
}

/** Two clients of each process claim one name; a process is killed: whose claim was acknowledged first, or any. */
async function claimAndKillOne(
  { random }: ProofContext,
  applications: readonly Application[],
  round: number,
): Promise<readonly Claim[]> {
  const victim = random.pick(applications);
  const killsWinner = round % 2 === 0;
  let isKilled: Promise<void> | undefined;
  const claiming = Promise.all(
    [...applications, ...applications].map(async (application, racer): Promise<Claim> => {
      const account = `a${round}.${racer}`;
      try {
        await application.ask({ act: 'claim', account, holder: nameOf(round) });
        if (killsWinner) isKilled ??= application.kill();
        return { account, told: 'acknowledged' };
      } catch (error) {
        if (error instanceof Unheard) return { account, told: 'unknown' };
        if (error instanceof Refused) return { account, told: error.message };
        throw error;
      }
    }),
  );
  if (!killsWinner) {
    await pause(random.whole(0, 20));
    isKilled = victim.kill();
  }
  const claims = await claiming;
  await isKilled;
  return claims;
}

function nameOf(round: number): string {
  return `Ada ${round}`;
}

async function ownersOf(store: Store, round: number): Promise<readonly string[]> {
  const { holders } = await store.look();
  return holders.filter(({ holder }) => holder === nameOf(round)).map(({ account }) => account);
}

function wrongsOf(claims: readonly Claim[], owners: readonly string[], round: number): readonly string[] {
  const wrongs: string[] = [];
  if (owners.length > 1) wrongs.push(`${owners.join(' and ')} have one name`);
  const winners = claims.filter(({ told }) => told === 'acknowledged').map(({ account }) => account);
  if (winners.length > 1) wrongs.push(`${winners.join(' and ')} were told that they have one name`);
  for (const winner of winners)
    if (!owners.includes(winner)) wrongs.push(`${winner} was told that it has the name, and has it not`);
  for (const { account, told } of claims) {
    const isKnown = ['acknowledged', 'unknown', 'VERSION_CONFLICT', 'VALIDATION_FAILED (unique)'].includes(
      told,
    );
    // That of the store that looks, and then inserts.
    if (!isKnown && told !== 'Error: taken') wrongs.push(`${account} was told ${told}`);
    if (told !== 'acknowledged' && told !== 'unknown' && owners.includes(account))
      wrongs.push(`${account} was told ${told}, and has the name`);
  }
  return wrongs.map((wrong) => `round ${round}: ${wrong}`);
}

/** Whoever has the name gives it up, and another one takes it: nothing of the dead stands in the way. */
async function passOn(
  applications: readonly Application[],
  store: Store,
  round: number,
): Promise<readonly string[]> {
  const heir = `b${round}`;
  try {
    for (const owner of await ownersOf(store, round))
      await applications[0]!.ask({ act: 'claim', account: owner });
    await applications[1]!.ask({ act: 'claim', account: heir, holder: nameOf(round) });
  } catch (error) {
    return [`round ${round}: the name could not be passed on: ${String(error)}`];
  }
  const owners = await ownersOf(store, round);
  return owners.join() === heir
    ? []
    : [`round ${round}: the heir was told so, and ${owners.join()} has the name`];
}
