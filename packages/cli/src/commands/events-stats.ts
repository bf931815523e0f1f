import type { JsonValue } from '@domainry/core';
import type { EventStats } from '../data/stats.js';
import { flagsOfDatabase, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import { counted } from '../text/counted.js';

export const eventsStats = defineCommand({
  name: 'events stats',
  summary: 'Counts stored events: by type, by category, from when to when.',
  flags: { ...flagsOfDatabase },
  examples: [{ call: 'domainry events stats', what: 'How many of what, since when, and how large.' }],
  async run(context) {
    const { database } = context.flags;
    const stats = await runData<EventStats>(context, 'events stats', {
      kind: 'stats',
      ...(database === undefined ? {} : { database }),
    });
    return {
      data: stats as unknown as JsonValue,
      page: (page) => {
        const { events, lastPosition, types, categories } = stats;
        page.text(`${counted(events, 'event')}; the last position is ${lastPosition}.`);
        if (events === 0) return;
        page.heading('Types');
        page.table(
          ['Type', 'Events', 'Characters', 'First', 'Last'],
          types.map((each) => [each.type, String(each.events), String(each.size), each.first, each.last]),
        );
        page.heading('Categories');
        page.table(
          ['Category', 'Events', 'Streams'],
          categories.map(({ category, events: count, streams }) => [
            category,
            String(count),
            String(streams),
          ]),
        );
      },
    };
  },
});
