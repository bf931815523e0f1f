import type { JsonValue } from '@domainry/core';
import type { SnapshotsTaken } from '../data/take-snapshots.js';
import { flagsOfData, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import { counted } from '../text/counted.js';

export const snapshotTake = defineCommand({
  name: 'snapshot take',
  summary: 'Takes snapshots of event-sourced aggregates that have had many events since the last one.',
  description:
    'Of classes with snapshotEvery, which are loaded from snapshots. What is archived is left alone. Taking one again does no harm.',
  given: [
    { name: 'aggregate', what: 'Only those of one class; all when absent.', isOptional: true },
    { name: 'id', what: 'Only the one with this identity.', isOptional: true },
  ],
  flags: {
    ...flagsOfData,
    behind: {
      type: 'number',
      value: 'events',
      default: 1,
      what: 'How many events there are at least since the last snapshot, or the beginning.',
    },
    dryRun: { type: 'boolean', what: 'Tells how many would be taken, and takes none.' },
  },
  examples: [
    { call: 'domainry snapshot take --behind 1000', what: 'Of whatever takes long to load.' },
    { call: 'domainry snapshot take Ledger L1', what: 'Of one ledger.' },
  ],
  async run(context) {
    const { flags, given } = context;
    const [aggregate, id] = given;
    const found = await runData<SnapshotsTaken>(context, 'snapshot take', {
      kind: 'take',
      behind: Math.max(1, Math.floor(flags.behind)),
      isDryRun: flags.dryRun,
      ...(aggregate === undefined ? {} : { aggregate }),
      ...(id === undefined ? {} : { id }),
    });
    return {
      data: { ...found, written: !flags.dryRun } as JsonValue,
      page: (page) => {
        const { taken, left } = found;
        page.text(`${flags.dryRun ? 'Would take' : 'Took'} ${counted(taken, 'snapshot')}.`);
        if (left > 0) page.text(`${counted(left, 'aggregate')} with fewer events since the last one.`);
      },
    };
  },
});
