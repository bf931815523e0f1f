import { expect, test } from '@jest/globals';
import type { HandlerContext } from '@domainry/core';
import { newBank, withAccount } from './bank.js';

test('a copy of the context by spread has everything but the signal, which is asked for where it is', async () => {
  const { bank, probe, Withdraw } = await withAccount(newBank());
  let context: HandlerContext | undefined;
  probe.onWithdraw = (given) => {
    context = given;
  };

  await bank.process(new Withdraw({ accountId: 'a', amount: 1 }));

  const copy = { ...context! };
  const members = ['repository', 'ask', 'events', 'logger', 'process', 'message', 'attempt'];
  expect(Object.keys(copy).toSorted()).toEqual(members.toSorted());
  expect(copy.signal).toBeUndefined();
  expect(context!.signal).toBeInstanceOf(AbortSignal);
  // Who takes a member out gets it from wherever it is.
  const { signal } = context!;
  expect(signal).toBe(context!.signal);
});
