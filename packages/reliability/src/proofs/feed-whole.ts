import { writeAndRead } from '../feed/write-and-read.js';
import type { Proof } from '../proof.js';
import { withStore } from '../stores/new-store.js';
import { storeNames } from '../stores/store.js';

/** */
export const feedWhole: Proof = {
  ids: ['R-07'],
  title: 'No reader of the feed misses an event or sees one twice, and all see them in one order',
  stores: storeNames,
  notices: (store) => [store === 'postgres' ? 'reads-by-number' : 'reads-by-time'],
  run: (context) =>
    withStore(context, (store) =>
      writeAndRead(context, store, context.amount({ glance: 100, quick: 2_000, soak: 200_000 })),
    ),
};
