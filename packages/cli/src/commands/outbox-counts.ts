import type { JsonValue } from '@domainry/core';
import type { ShownCounts } from '../data/outbox.js';
import { flagsOfDatabase, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';

export const outboxCounts = defineCommand({
  name: 'outbox counts',
  summary: 'Counts the messages of the outbox, for each destination by what has become of them.',
  flags: { ...flagsOfDatabase },
  examples: [{ call: 'domainry outbox counts', what: 'How much waits, since when, and what was abandoned.' }],
  async run(context) {
    const { database } = context.flags;
    const destinations = await runData<readonly ShownCounts[]>(context, 'outbox counts', {
      kind: 'outboxCounts',
      ...(database === undefined ? {} : { database }),
    });
    return {
      data: { destinations } as unknown as JsonValue,
      page: (page) => {
        if (destinations.length === 0) {
          page.text('Nothing waits.');
          return;
        }
        page.table(
          ['Destination', 'Waiting', 'Claimed', 'Delayed', 'Abandoned', 'Discarded', 'Oldest waits since'],
          destinations.map((each) => [
            each.destination,
            String(each.waiting),
            String(each.claimed),
            String(each.delayed),
            String(each.abandoned),
            String(each.discarded),
            each.waitingSince ?? '',
          ]),
        );
      },
    };
  },
});
