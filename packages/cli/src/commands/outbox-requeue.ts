import { flagsOfDatabase, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import { counted } from '../text/counted.js';
import { positionsIn } from './outbox-positions.js';

export const outboxRequeue = defineCommand({
  name: 'outbox requeue',
  summary: 'Lets abandoned or delayed messages wait for their turn again.',
  description: 'They have all attempts before them. A running application hands them over.',
  given: [{ name: 'positions', what: 'As outbox list shows them, with commas between them: 17,18.' }],
  flags: { ...flagsOfDatabase },
  examples: [{ call: 'domainry outbox requeue 17', what: 'Once the reason is gone for which it failed.' }],
  async run(context) {
    const { flags, given } = context;
    const answer = await runData<{ requeued: number[]; left: number[] }>(context, 'outbox requeue', {
      kind: 'requeue',
      positions: positionsIn(given[0]!),
      ...(flags.database === undefined ? {} : { database: flags.database }),
    });
    return {
      data: answer,
      page: (page) => {
        page.text(`${counted(answer.requeued.length, 'message')} wait again.`);
        if (answer.left.length > 0)
          page.text(`Neither abandoned nor delayed, and left alone: ${answer.left.join(', ')}.`);
      },
    };
  },
});
