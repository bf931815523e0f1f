import type { JsonValue } from '@domainry/core';
import type { EntriesFound } from '../data/outbox.js';
import { flagsOfDatabase, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';

export const outboxList = defineCommand({
  name: 'outbox list',
  summary: 'Lists messages that wait to be handed over, are tried again later, or were abandoned.',
  description: 'Payloads are not shown. Personal identities in keys are masked.',
  given: [{ name: 'destination', what: 'A broker, or commands; all when absent.', isOptional: true }],
  flags: {
    ...flagsOfDatabase,
    state: {
      type: 'text',
      value: 'state',
      choices: ['waiting', 'claimed', 'delayed', 'abandoned', 'discarded'],
      what: 'Only those of which this has become; all when absent.',
    },
    after: { type: 'number', value: 'position', what: 'Only those behind this position.' },
    limit: { type: 'number', value: 'messages', default: 50, what: 'How many at most.' },
    reveal: { type: 'boolean', what: 'Shows personal data as they are.' },
  },
  examples: [
    { call: 'domainry outbox list --state abandoned', what: 'What somebody has to decide about, and why.' },
  ],
  async run(context) {
    const { flags, given } = context;
    const [destination] = given;
    const found = await runData<EntriesFound>(context, 'outbox list', {
      kind: 'outbox',
      limit: Math.max(1, Math.floor(flags.limit)),
      isRevealed: flags.reveal,
      ...(flags.database === undefined ? {} : { database: flags.database }),
      ...(destination === undefined ? {} : { destination }),
      ...(flags.state === undefined ? {} : { state: flags.state }),
      ...(flags.after === undefined ? {} : { after: flags.after }),
    });
    return {
      data: found as unknown as JsonValue,
      page: (page) => {
        const { entries, next } = found;
        if (entries.length === 0) {
          page.text('There are none.');
          return;
        }
        page.table(
          ['Position', 'State', 'Destination', 'Message', 'Key', 'Attempts', 'Since', 'Why'],
          entries.map((each) => [
            String(each.position),
            each.state,
            each.destination,
            `${each.type} ${each.id}`,
            each.key ?? '',
            String(each.attempts),
            each.since,
            each.reason ?? '',
          ]),
        );
        if (next !== undefined) page.gap().text(`There are more; see them with --after ${next}.`);
      },
    };
  },
});
