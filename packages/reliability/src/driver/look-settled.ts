import { setTimeout as pause } from 'node:timers/promises';
import type { Picture } from '../stores/picture.js';
import type { Store } from '../stores/store.js';
import type { Application } from './application.js';

/**
 * Has a process come to rest, and gives what is stored then. What one that died had claimed is taken over when its time is up, so
 * that it is looked again while something waits, for half a minute at most.
 */
export async function lookSettled(application: Application, store: Store): Promise<Picture> {
  const until = performance.now() + 30_000;
  for (;;) {
    await application.ask({ act: 'settle' });
    const picture = await store.look();
    if (picture.waiting.length === 0 || performance.now() > until) return picture;
    await pause(50);
  }
}
