import type { EventsFound } from '../data/read-events.js';
import { runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import { flagsOfEvents, foundOutcome, selectionIn } from './events-read.js';

export const eventsSearch = defineCommand({
  name: 'events search',
  summary: 'Finds events that hold a text: in their type, stream, identities or payload.',
  description:
    'Goes through all events that the flags mean. Personal data are not searched without --reveal.',
  given: [{ name: 'text', what: 'Part of what an event shows; upper and lower case are the same.' }],
  flags: { ...flagsOfEvents },
  examples: [
    { call: 'domainry events search DE89370400440532013000', what: 'Where an account is mentioned.' },
    {
      call: 'domainry events search card --type CardStatusChanged --backwards',
      what: 'In events of one type.',
    },
  ],
  async run(context) {
    const { flags, given } = context;
    const selection = { ...selectionIn(flags), text: given[0]! };
    const found = await runData<EventsFound>(context, 'events search', { kind: 'read', ...selection });
    return foundOutcome(found, flags.backwards);
  },
});
