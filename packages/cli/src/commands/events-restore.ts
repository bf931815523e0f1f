import { flagsOfData, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';

export const eventsRestore = defineCommand({
  name: 'events restore',
  summary: 'Brings a stream back that was archived.',
  given: [
    { name: 'aggregate', what: 'The class: Account.' },
    { name: 'id', what: 'Its identity.' },
  ],
  flags: {
    ...flagsOfData,
    dryRun: { type: 'boolean', what: 'Tells whether it is archived, and leaves it so.' },
  },
  examples: [{ call: 'domainry events restore Account 1234', what: 'It is loaded and goes on again.' }],
  async run(context) {
    const { flags, given } = context;
    const [aggregate, id] = given as [string, string];
    const { stream, wasArchived } = await runData<{ stream: string; wasArchived: boolean }>(
      context,
      'events restore',
      { kind: 'restore', aggregate, id, isDryRun: flags.dryRun },
    );
    return {
      data: { stream, wasArchived, written: wasArchived && !flags.dryRun },
      page: (page) =>
        page.text(
          wasArchived
            ? `${flags.dryRun ? 'Would restore' : 'Restored'} ${stream}.`
            : `${stream} is not archived.`,
        ),
    };
  },
});
