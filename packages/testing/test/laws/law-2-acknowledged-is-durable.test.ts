import { expect, jest, test } from '@jest/globals';
import { memory } from '@domainry/core';
import { faultPoints } from '@domainry/testing';
import { intercepted, type Interception } from '../../../reliability/src/index.js';
import { runScript } from '../crashing.js';

jest.setTimeout(60_000);

/**
 * Law 2: acknowledged means durable; not acknowledged means that it may be repeated with the same key, and happens once.
 * What it says of each fault point is in fault-points.test.ts; here, processes die at those around a commit.
 */
async function keepsLaw2(broken?: Interception): Promise<void> {
  for (const point of ['unit.before-commit', 'unit.after-commit', 'event.before-delivery'] as const)
    for (const hit of [2, 4, 7]) {
      const kept = memory({ keep: true });
      await runScript(point, hit, broken === undefined ? kept : intercepted(broken, kept));
    }
}

test('What was acknowledged is durable; what was not, and is repeated with its key, happens once', async () => {
  expect(faultPoints).toEqual(expect.arrayContaining(['unit.before-commit', 'unit.after-commit']));
  await expect(keepsLaw2()).resolves.toBeUndefined();
});

test.each<[string, Interception]>([
  [
    'acknowledges what it did not commit',
    ((): Interception => {
      let commits = 0;
      return ({ part, method, proceed, transaction }) =>
        part === 'transaction' && method === 'commit' && ++commits === 5
          ? transaction!.rollback().then(() => ({ position: undefined }))
          : proceed();
    })(),
  ],
  [
    'forgets under which keys it did something',
    ({ part, method, proceed }) =>
      part === 'idempotency' && method === 'complete' ? Promise.resolve() : proceed(),
  ],
  [
    'writes the events of an aggregate without its state',
    ({ part, method, args, proceed, transaction }) =>
      part === 'states' && method === 'update' && args[1].version === 3
        ? transaction!.states.get(args[0] as never, args[1].id as string).then(() => undefined)
        : proceed(),
  ],
])('A database that %s breaks the law', async (_what, broken) => {
  await expect(keepsLaw2(broken)).rejects.toThrow(/Expected: 78|The balance is not negative/);
});
