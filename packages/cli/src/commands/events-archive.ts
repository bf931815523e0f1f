import type { JsonValue } from '@domainry/core';
import type { StreamsArchived } from '../data/archive-streams.js';
import { flagsOfData, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import { confirm } from '../text/confirm.js';
import { counted } from '../text/counted.js';

export const eventsArchive = defineCommand({
  name: 'events archive',
  summary: 'Puts streams aside that are old, or have come to their end.',
  description:
    'They take no further events and are not loaded any more, until they are restored; the log has their events as before. Each is archived for itself, beside who writes: what somebody writes to meanwhile is left as it is.',
  given: [
    { name: 'aggregate', what: 'The class: Account.' },
    {
      name: 'id',
      what: 'The one with this identity; those that the flags mean when absent.',
      isOptional: true,
    },
  ],
  flags: {
    ...flagsOfData,
    before: { type: 'text', value: 'date', what: 'Only those whose last event happened before: 2020-01-01.' },
    endedBy: {
      type: 'list',
      value: 'event',
      what: 'Only those whose last event is one of these: AccountClosed.',
    },
    yes: { type: 'boolean', what: 'Archives without asking.' },
    dryRun: { type: 'boolean', what: 'Tells how many there are, and archives none.' },
  },
  examples: [
    {
      call: 'domainry events archive Account --ended-by AccountClosed --before 2020-01-01',
      what: 'Accounts that were closed before 2020.',
    },
    { call: 'domainry events archive Account 1234 --yes', what: 'One account.' },
  ],
  async run(context) {
    const { flags, given, surroundings } = context;
    const [aggregate, id] = given as [string, string?];
    const { before, endedBy } = flags;
    const ask = (isDryRun: boolean): Promise<StreamsArchived> =>
      runData<StreamsArchived>(context, 'events archive', {
        kind: 'archive',
        aggregate,
        isDryRun,
        ...(id === undefined ? {} : { id }),
        ...(before === undefined ? {} : { before }),
        ...(endedBy.length === 0 ? {} : { endedBy }),
      });
    if (!flags.yes && !flags.dryRun) {
      const { streams } = await ask(true);
      await confirm(`Archive ${counted(streams, 'stream')} of ${aggregate}?`, surroundings);
    }
    const { streams, missed } = await ask(flags.dryRun);
    return {
      data: { streams, missed, written: !flags.dryRun } as JsonValue,
      page: (page) => {
        page.text(`${flags.dryRun ? 'Would archive' : 'Archived'} ${counted(streams, 'stream')}.`);
        if (missed > 0) page.text(`${counted(missed, 'stream')} went on meanwhile, and stayed.`);
      },
    };
  },
});
