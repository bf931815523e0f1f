import { expect } from '@jest/globals';
import { memory } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import { armFaultPoints, steppedDatabase, type FaultPoint } from '@domainry/testing';
import { openBank, type Bank } from './bank.js';

class Crash extends Error {}

const hour = 3_600_000;

/** What is asked of the bank, in order; each with its key, so that it can be asked again. */
const script = [
  'open a',
  'open b',
  'move a 100',
  'transfer a b 30',
  'later b 5',
  'move b -10',
  'later a 7',
  'move a 1',
];

/** What must come of it, however often the process dies on the way. */
const expected = { a: 78, b: 25 };

function commandOf({ Open, Move, Transfer }: Bank, line: string) {
  const [verb, first, ...rest] = line.split(' ') as [string, string, ...string[]];
  if (verb === 'open') return new Open({ account: first });
  if (verb === 'transfer') return new Transfer({ from: first, to: rest[0]!, amount: Number(rest[1]) });
  return new Move({ account: first, amount: Number(rest[0]) });
}

/** Processes that die at a fault point and leave a database behind; the next one opens it. */
export class Lives {
  #isDead = false;
  #begun = 0;
  deaths = 0;
  hits = 0;
  bank!: Awaited<ReturnType<typeof openBank>>;

  constructor(
    private readonly point: FaultPoint | undefined,
    private readonly hit: number,
    private readonly kept: DatabaseAdapter,
  ) {}

  async begin(): Promise<void> {
    this.#isDead = false;
    // A process that has died writes nothing any more.
    const later = this.#begun++ * hour;
    const kept: DatabaseAdapter = {
      ...this.kept,
      // What it had claimed is free by the time that the next one begins.
      open: (model) => this.kept.open({ ...model, now: () => model.now() + later }),
    };
    const mortal: DatabaseAdapter = steppedDatabase(kept, async (act) => {
      if (this.#isDead) throw new Crash('dead');
      return act();
    });
    this.bank = await openBank({ adapter: mortal });
  }

  /** How often each point was come by. */
  readonly counts = new Map<FaultPoint, number>();

  readonly reached = (point: FaultPoint): void => {
    this.counts.set(point, (this.counts.get(point) ?? 0) + 1);
    if (this.#isDead) throw new Crash('dead');
    if (point !== this.point || ++this.hits !== this.hit) return;
    this.#isDead = true;
    this.deaths++;
    throw new Crash(point);
  };

  /** Does something until a process lives to tell of it. */
  async insist(line: string): Promise<unknown> {
    const options = { idempotencyKey: line };
    for (;;) {
      const { bank } = this.bank;
      const command = commandOf(this.bank, line);
      try {
        const asynchronous = line.startsWith('later') ? ({ asynchronous: true } as const) : {};
        const answer: unknown = await bank.process(command, { ...options, ...asynchronous } as object);
        await bank.settled();
        if (!this.#isDead) return answer;
      } catch (error) {
        if (!this.#isDead) throw error;
      }
      // The old process is gone; nobody waits for what it was doing.
      await bank.close().catch(() => undefined);
      await this.begin();
      await this.bank.bank.settled();
    }
  }
}

/**
 * Runs the script with processes that die at a point, and looks whether all laws hold in the end.
 *
 * @param point - none of them dies when it is absent.
 * @param kept - what the processes leave to each other.
 */
export async function runScript(
  point: FaultPoint | undefined,
  hit: number,
  kept: DatabaseAdapter = memory({ keep: true }),
): Promise<Lives> {
  const lives = new Lives(point, hit, kept);
  const disarm = armFaultPoints(lives.reached);
  try {
    await lives.begin();
    for (const line of script) await lives.insist(line);
    await checkLaws(lives);
    return lives;
  } finally {
    disarm();
  }
}

async function checkLaws({ bank: made }: Lives): Promise<void> {
  const { bank, database, Account, Ledger, Moved } = made;
  const movements = new Map<string, { id: string; amount: number }[]>();
  const feed = await database.events.readFeed({ limit: 1000 });
  expect(feed.map(({ position }) => position)).toEqual(feed.map((_, index) => index + 1));
  const movedType = bank.registry.find(Moved)!.type;
  for (const { id, type, data } of feed) {
    if (type !== movedType) continue;
    const { account, amount } = JSON.parse(data) as { account: string; amount: number };
    movements.set(account, [...(movements.get(account) ?? []), { id, amount }]);
  }
  for (const [id, balance] of Object.entries(expected)) {
    const account = await bank.repositoryFor(Account).get(id);
    const known = movements.get(id) ?? [];
    // What was acknowledged is durable and happened once; state and events tell the same.
    expect(account.balance).toBe(balance);
    expect(known.reduce((sum, { amount }) => sum + amount, 0)).toBe(balance);
    // No event was handled twice; one of a process that died meanwhile may not have been handled.
    const ledger = await bank.repositoryFor(Ledger).get(id);
    expect(new Set(ledger.causes).size).toBe(ledger.causes.length);
    expect(known.map(({ id: cause }) => cause)).toEqual(expect.arrayContaining([...ledger.causes]));
    expect(known.length - ledger.causes.length).toBeLessThanOrEqual(2);
  }
  expect(await database.outbox.list({ limit: 10 })).toEqual([]);
}
