import { expect, jest, test } from '@jest/globals';
import '../same-cases-in-ci.js';
import { keepsOrder } from '../../../testing/test/outbox-order.js';
import { sqlite } from '../../src/index.js';
import { newFile } from '../files.js';

jest.setTimeout(60_000);

test('Whatever several do with an outbox, each entry has one holder, and those of a key their order', async () => {
  const open = () =>
    sqlite(newFile(), { synchronous: 'normal' }).open({ domain: 'Test', shapes: [], now: () => 1_000 });

  await expect(keepsOrder(open, 30)).resolves.toBeUndefined();
});
