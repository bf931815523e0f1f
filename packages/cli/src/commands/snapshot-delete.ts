import { flagsOfData, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import { confirm } from '../text/confirm.js';
import { counted } from '../text/counted.js';

export const snapshotDelete = defineCommand({
  name: 'snapshot delete',
  summary: 'Removes snapshots of event-sourced aggregates: all, or all but the latest.',
  description: 'Nothing is lost: events are what counts, and loading begins with the first of them then.',
  given: [
    { name: 'aggregate', what: 'The class: Ledger.' },
    { name: 'id', what: 'One of its identities; all when absent.', isOptional: true },
  ],
  flags: {
    ...flagsOfData,
    keep: { type: 'number', value: 'snapshots', default: 0, what: 'How many are kept of each: the latest.' },
    yes: { type: 'boolean', what: 'Removes without asking.' },
    dryRun: { type: 'boolean', what: 'Tells how many aggregates have snapshots, and removes nothing.' },
  },
  examples: [
    {
      call: 'domainry snapshot delete Ledger --keep 1 --yes',
      what: 'All but the latest one of each ledger.',
    },
  ],
  async run(context) {
    const { flags, given, surroundings } = context;
    const [aggregate, id] = given as [string, string?];
    if (!flags.dryRun && !flags.yes)
      await confirm(
        `Remove snapshots of ${id === undefined ? `every ${aggregate}` : `${aggregate} ${id}`}?`,
        surroundings,
      );
    const keep = Math.floor(flags.keep);
    const { aggregates } = await runData<{ aggregates: number }>(context, 'snapshot delete', {
      kind: 'prune',
      aggregate,
      keep,
      isDryRun: flags.dryRun,
      ...(id === undefined ? {} : { id }),
    });
    return {
      data: { aggregates, keep, written: !flags.dryRun },
      page: (page) =>
        page.text(
          flags.dryRun
            ? `${counted(aggregates, 'aggregate')} with snapshots; ${keep} would be kept of each.`
            : `Kept ${keep} of each of ${counted(aggregates, 'aggregate')} with snapshots.`,
        ),
    };
  },
});
