import fc from 'fast-check';
import { memory, type Domain } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import { adapterOf } from '../application/adapter-of.js';
import { bank } from '../application/bank.js';
import { codeOf } from '../application/code-of.js';
import type { Task } from '../application/orders.js';
import { perform } from '../application/perform.js';
import { silent } from '../application/silent.js';
import type { Outcome, Proof, ProofContext } from '../proof.js';
import { withStore } from '../stores/new-store.js';
import { storeNames, type Store } from '../stores/store.js';

/** */
export const sameAsInMemory: Proof = {
  ids: ['R-42'],
  title:
    'Whatever is asked in whatever order, a store answers as the one in memory does, and has stored the same',
  stores: storeNames,
  notices: () => ['forgets-keys', 'reads-old-states'],
  run: (context) => withStore(context, (store) => compareSequences(context, store)),
};

/** What is asked, and under which key. */
interface Asked {
  readonly task: Task;
  readonly key: string | undefined;
}

/** Few names, so that sequences meet themselves. */
const names = fc.constantFrom('a', 'b', 'c');
const key = fc.option(fc.constantFrom('k1', 'k2', 'k3'), { nil: undefined });
const task: fc.Arbitrary<Task> = fc.oneof(
  fc.record({
    act: fc.constant('move' as const),
    account: names,
    reference: names,
    amount: fc.integer({ min: -5, max: 5 }),
    parts: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({ act: fc.constant('claim' as const), account: names, holder: names }),
  fc.record({ act: fc.constant('claim' as const), account: names }),
  fc.record({
    act: fc.constant('exchange' as const),
    account: names,
    from: fc.integer({ min: -1, max: 2 }),
    to: fc.integer({ min: -1, max: 2 }),
  }),
  fc.record({ act: fc.constant('confirm' as const), ledger: names, reference: names }),
  fc.record({ act: fc.constant('seat' as const), seat: names, row: names, by: names }),
  fc.record({ act: fc.constant('balance' as const), account: names }),
);

async function compareSequences(context: ProofContext, { place }: Store): Promise<Outcome> {
  const { random, broken } = context;
  const reference = await openOn(memory());
  const compared = await openOn(adapterOf(place, broken));
  const counts = { sequences: 0, steps: 0 };
  try {
    const property = fc.asyncProperty(
      fc.array(fc.record({ task, key }), { minLength: 5, maxLength: 20, size: 'max' }),
      async (asked) => {
        counts.sequences += 1;
        counts.steps += asked.length;
        // Each sequence has names of its own, so that it begins with nothing.
        const own = asked.map((each) => renamed(each, `${counts.sequences}`));
        const [expected, actual] = [await tellOf(reference, own), await tellOf(compared, own)];
        if (actual !== expected) throw new Error(`In memory:\n${expected}\nHere:\n${actual}`);
      },
    );
    const numRuns = context.amount({ glance: 500, quick: 60, soak: 10_000 });
    const details = await fc.check(property, {
      numRuns,
      seed: random.whole(0, 2 ** 31 - 1),
      // What is noticed on purpose needs no shorter form.
      endOnFailure: broken !== undefined,
    });
    const violations = details.failed ? [fc.defaultReportMessage(details) ?? 'a sequence differs'] : [];
    return { counts, violations };
  } finally {
    await reference.close();
    await compared.close();
  }
}

async function openOn(adapter: DatabaseAdapter): Promise<Domain> {
  const domain = bank.fork();
  await domain.init({ databases: { default: adapter }, logger: silent, retry: { attempts: 1 } });
  return domain;
}

/** Names that no other sequence has. */
function renamed({ task: asked, key: under }: Asked, own: string): Asked {
  const texts = Object.entries(asked).map(([name, value]) => [
    name,
    name === 'act' || typeof value !== 'string' ? (value as unknown) : `${value}${own}`,
  ]);
  return {
    task: Object.fromEntries(texts) as Task,
    key: under === undefined ? undefined : `${under}.${own}`,
  };
}

/** Everything that was answered, and every event there is then, as one text. */
async function tellOf(domain: Domain, asked: readonly Asked[]): Promise<string> {
  const after = await domain.log.lastPosition();
  const told: unknown[] = [];
  for (const { task: each, key: under } of asked) {
    const answer = await perform(domain, each, under).catch((error: unknown) => codeOf(error));
    await domain.settled();
    told.push([each.act, answer ?? null]);
  }
  for (const { position, stream, version, event } of await domain.log.read({ after, limit: 1_000 }))
    told.push([position, stream, version, event]);
  return told.map((each) => JSON.stringify(each)).join('\n');
}
