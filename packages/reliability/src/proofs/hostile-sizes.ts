import type { Domain } from '@domainry/core';
import { adapterOf } from '../application/adapter-of.js';
import { bank } from '../application/bank.js';
import { codeOf } from '../application/code-of.js';
import type { Task } from '../application/orders.js';
import { perform } from '../application/perform.js';
import { silent } from '../application/silent.js';
import type { Outcome, Proof, ProofContext } from '../proof.js';
import { withStore } from '../stores/new-store.js';
import { storeNames, type Store } from '../stores/store.js';

/** R-34, as far as one command goes. */
export const hostileSizes: Proof = {
  ids: ['R-34'],
  title: 'Whatever its size, what is given is kept whole or refused with a code, and leaves nothing then',
  stores: storeNames,
  notices: () => ['chokes-on-size'],
  run: (context) => withStore(context, (store) => feed(context, store)),
};

async function feed(context: ProofContext, store: Store): Promise<Outcome> {
  const violations: string[] = [];
  const counts = { kept: 0, refused: 0 };
  const domain = bank.fork();
  await domain.init({ databases: { default: adapterOf(store.place, context.broken) }, logger: silent });
  try {
    for (const [name, task, key] of sizes(
      context.amount({ glance: 2 ** 20, quick: 2 ** 21, soak: 2 ** 26 }),
    )) {
      const before = await domain.log.lastPosition();
      try {
        await perform(domain, task, key);
        await domain.settled();
        counts.kept += 1;
        if ((await domain.log.lastPosition()) === before)
          violations.push(`${name}: acknowledged, and not there`);
      } catch (error) {
        const { error: code } = codeOf(error);
        counts.refused += 1;
        if (!/^[A-Z_]+$/.test(code))
          violations.push(`${name}: refused without a code: ${code.slice(0, 200)}`);
        if ((await domain.log.lastPosition()) !== before) violations.push(`${name}: refused, and there`);
      }
      violations.push(...(await askNeighbour(domain, name)));
    }
  } finally {
    await domain.close();
  }
  return { counts, violations };
}

/** Others are served as before. */
async function askNeighbour(domain: Domain, name: string): Promise<readonly string[]> {
  const task: Task = { act: 'confirm', ledger: 'neighbour', reference: name };
  return perform(domain, task).then(
    () => [],
    (error: unknown) => [`after ${name}, others are refused: ${codeOf(error).error}`],
  );
}

function sizes(most: number): readonly (readonly [name: string, task: Task, key?: string])[] {
  const move = (account: string, reference: string, parts = 1): Task => ({
    act: 'move',
    account,
    reference,
    amount: 1,
    parts,
  });
  const noise = (length: number): string =>
    Array.from({ length: Math.ceil(length / 8) }, () =>
      Math.random().toString(36).slice(2, 10).padEnd(8, 'x'),
    ).join('');
  return [
    ['a text of one character', move('s', 'x')],
    ['a large text', move('l', 'x'.repeat(most))],
    ['a large text of three bytes a character', move('u', '\u20ac'.repeat(most / 4))],
    ['a thousand events at once', move('m', 'r', 1_000)],
    ['an identity of a thousand characters', move(noise(1_000), 'r')],
    // Longer than what an index of a server takes.
    ['an identity of ten thousand characters', move(noise(10_000), 'r')],
    ['a key of ten thousand characters', move('k', 'r'), noise(10_000)],
    ['a tag of ten thousand characters', { act: 'seat', seat: noise(10_000), row: 'r', by: 'b' }],
    ['a stream of ten thousand characters', { act: 'confirm', ledger: noise(10_000), reference: 'r' }],
    ['a character that no text of PostgreSQL has', move('n', 'a\u0000b')],
    ['half a character', move('h', 'a\ud800b')],
  ];
}
