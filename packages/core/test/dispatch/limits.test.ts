import { expect, test } from '@jest/globals';
import { Limits } from '../../src/dispatch/limits.js';
import { Shutdown } from '../../src/dispatch/shutdown.js';

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
