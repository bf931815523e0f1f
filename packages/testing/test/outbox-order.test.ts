import { expect, test } from '@jest/globals';
import { memory } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import { intercepted } from '../../reliability/src/index.js';
import './same-cases-in-ci.js';
import { withMessages } from './broken/databases.js';
import { keepsOrder } from './outbox-order.js';

const model = { domain: 'Test', shapes: [], now: () => 1_000 };

function keeps(newAdapter: () => DatabaseAdapter): Promise<void> {
  return keepsOrder(() => newAdapter().open(model), 300);
}

test('Whatever several do with an outbox, each entry has one holder, and those of a key their order', async () => {
  await expect(keeps(() => memory())).resolves.toBeUndefined();
});

test('An outbox that keeps no order is noticed', async () => {
  const broken = (): DatabaseAdapter => {
    const strip = withMessages(({ stream: _stream, ...metadata }) => metadata);
    return intercepted(strip);
  };
  const keyed = (): DatabaseAdapter =>
    intercepted(async ({ part, method, proceed }) => {
      const result: unknown = await proceed();
      if (part !== 'outbox' || method !== 'list') return result;
      return (result as object[]).map((entry) => ({ ...entry, key: 'Key-1' }));
    }, broken());

  await expect(keeps(keyed)).rejects.toThrow('Property failed');
});

test('An outbox that gives what somebody holds is noticed', async () => {
  const broken = (): DatabaseAdapter =>
    intercepted(({ part, method, args, proceed }) =>
      part === 'outbox' && method === 'claim' ? proceed(args[0], { ...args[1], leaseMs: 0 }) : proceed(),
    );

  await expect(keeps(broken)).rejects.toThrow('Property failed');
});
