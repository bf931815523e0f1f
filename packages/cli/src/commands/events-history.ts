import type { JsonValue } from '@domainry/core';
import type { AggregateHistory } from '../data/history.js';
import { flagsOfData, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import { printableLine } from '../text/printable.js';
import { counted } from '../text/counted.js';
import { writeEvent } from './write-event.js';

export const eventsHistory = defineCommand({
  name: 'events history',
  summary: 'Tells what happened to one aggregate, and what each event changed.',
  description:
    'What an event changed is known of event-sourced aggregates, whose state follows from their events.',
  given: [
    { name: 'aggregate', what: 'Its class: Account.' },
    { name: 'id', what: 'Its identity.' },
  ],
  flags: {
    ...flagsOfData,
    limit: { type: 'number', value: 'events', default: 50, what: 'How many events at most: the latest.' },
    reveal: { type: 'boolean', what: 'Shows personal data, which are masked otherwise.' },
  },
  examples: [
    {
      call: 'domainry events history Ledger DE89370400440532013000',
      what: 'Each entry, and the balance after it.',
    },
  ],
  async run(context) {
    const { given, flags } = context;
    const [aggregate, id] = given as [string, string];
    const history = await runData<AggregateHistory>(context, 'events history', {
      kind: 'history',
      aggregate,
      id,
      limit: Math.max(1, Math.floor(flags.limit)),
      isRevealed: flags.reveal,
    });
    return {
      data: history as unknown as JsonValue,
      page: (page) => {
        const { entries, stream, isCutOff, isEventSourced, isArchived } = history;
        const arrow = page.style.isUnicode ? '→' : '->';
        page.text([{ text: stream, look: 'bold' }, isEventSourced ? '' : ' is stored as state.']);
        if (isArchived) page.text({ text: 'It is archived.', look: 'dim' });
        if (isCutOff) page.text({ text: `The latest ${counted(entries.length, 'event')}.`, look: 'dim' });
        for (const entry of entries) {
          page.gap();
          writeEvent(page, entry);
          for (const { field, from, to } of entry.changes ?? []) {
            page.item([
              { text: field, look: 'cyan' },
              ' ',
              printableLine(`${JSON.stringify(from)} ${arrow} ${JSON.stringify(to)}`),
            ]);
          }
        }
      },
    };
  },
});
