import type { JsonValue } from '@domainry/core';
import type { SnapshotsFound } from '../data/snapshots.js';
import { flagsOfData, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import { counted } from '../text/counted.js';

export const snapshotList = defineCommand({
  name: 'snapshot list',
  summary: 'Lists the latest snapshots of event-sourced aggregates, and how far they are behind.',
  given: [{ name: 'aggregate', what: 'Only those of one class; all when absent.', isOptional: true }],
  flags: {
    ...flagsOfData,
    limit: { type: 'number', value: 'snapshots', default: 50, what: 'How many at most.' },
  },
  examples: [
    { call: 'domainry snapshot list Ledger', what: 'Which ledgers have one, and of which version.' },
  ],
  async run(context) {
    const { flags, given } = context;
    const [aggregate] = given;
    const found = await runData<SnapshotsFound>(context, 'snapshot list', {
      kind: 'snapshots',
      limit: Math.max(1, Math.floor(flags.limit)),
      ...(aggregate === undefined ? {} : { aggregate }),
    });
    return {
      data: found as unknown as JsonValue,
      page: (page) => {
        const { snapshots, without, isCutOff } = found;
        if (snapshots.length === 0) page.text('There are none.');
        else {
          page.table(
            ['Stream', 'Version', 'Behind', 'Taken', 'Characters'],
            snapshots.map(({ stream, version, behind, time, size }) => [
              stream,
              String(version),
              String(behind),
              time,
              String(size),
            ]),
          );
        }
        if (isCutOff) page.gap().text('There are more; see them with a higher --limit.');
        else if (without > 0) page.gap().text(`${counted(without, 'aggregate')} without one.`);
      },
    };
  },
});
