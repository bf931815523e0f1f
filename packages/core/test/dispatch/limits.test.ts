import { describe, expect, test } from '@jest/globals';
import { handle, type HandlerContext } from '@domainry/core';
import { Limits } from '../../src/dispatch/limits.js';
import { Shutdown } from '../../src/dispatch/shutdown.js';
import { newBank, newLog, withAccount } from './bank.js';

test('a signal that is first asked for when all is over listens to nothing', () => {
  const shutdown = new Shutdown();
  const caller = new AbortController();
  const limits = new Limits({ now: () => 0, shutdown }, { deadline: 60_000, signal: caller.signal });

  limits.release();
  const { signal } = limits;
  shutdown.begin();
  caller.abort();

  expect(signal.aborted).toBe(false);
});

describe('a signal that somebody keeps beyond its handling', () => {
  test('of a command or an event is let go of, so that a domain does not collect them', async () => {
    const kept: AbortSignal[] = [];
    const made = newBank();
    @made.bank.eventHandler(made.Account)
    class Listener {
      @handle(made.Withdrawn)
      withdrawn(_event: object, { signal }: HandlerContext): void {
        kept.push(signal);
        if (kept.length === 2) throw new Error('not handled');
      }
    }
    expect(Listener).toBeDefined();
    await withAccount(made, { logger: newLog() });
    made.probe.onWithdraw = ({ signal }) => kept.push(signal);

    await made.bank.process(new made.Withdraw({ accountId: 'a', amount: 1 }));
    await made.bank.process(new made.Withdraw({ accountId: 'a', amount: 1 }));
    await made.bank.close();

    expect(kept).toHaveLength(4);
    expect(kept.map(({ aborted }) => aborted)).toEqual([false, false, false, false]);
  });
});
