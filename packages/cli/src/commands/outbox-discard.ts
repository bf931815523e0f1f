import { flagsOfDatabase, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import { confirm } from '../text/confirm.js';
import { counted } from '../text/counted.js';
import { positionsIn } from './outbox-positions.js';

export const outboxDiscard = defineCommand({
  name: 'outbox discard',
  summary: 'Gives messages up that wait or were abandoned.',
  description:
    'Their payload is removed. What they were, and the reason, can still be listed. Later ones of their key go on.',
  given: [{ name: 'positions', what: 'As outbox list shows them, with commas between them: 17,18.' }],
  flags: {
    ...flagsOfDatabase,
    reason: { type: 'text', value: 'text', default: 'given up by hand', what: 'Why, for who asks later.' },
    yes: { type: 'boolean', what: 'Discards without asking.' },
  },
  examples: [
    {
      call: "domainry outbox discard 17 --reason 'sent by mail' --yes",
      what: 'It will never be handed over.',
    },
  ],
  async run(context) {
    const { flags, given, surroundings } = context;
    const positions = positionsIn(given[0]!);
    if (!flags.yes) await confirm(`Discard ${counted(positions.length, 'message')} for good?`, surroundings);
    const answer = await runData<{ discarded: number[]; left: number[] }>(context, 'outbox discard', {
      kind: 'discard',
      positions,
      reason: flags.reason,
      ...(flags.database === undefined ? {} : { database: flags.database }),
    });
    return {
      data: answer,
      page: (page) => {
        page.text(`Discarded ${counted(answer.discarded.length, 'message')}.`);
        if (answer.left.length > 0)
          page.text(`Not there, or in somebody's hands, and left alone: ${answer.left.join(', ')}.`);
      },
    };
  },
});
