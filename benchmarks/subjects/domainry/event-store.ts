import { memory } from '@domainry/core';
import type { EventStoreLike } from '../event-appends.js';

/** A transaction of the memory database for each append. */
export async function newStore(): Promise<EventStoreLike> {
  const database = await memory().open({ domain: 'Banking', shapes: [], now: () => 0 });
  return {
    async append(appends) {
      const transaction = await database.begin();
      await transaction.events.append(appends);
      await transaction.commit();
    },
  };
}
