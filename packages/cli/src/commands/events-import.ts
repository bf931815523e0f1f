import { resolve } from 'node:path';
import type { EventsImported } from '../data/import-events.js';
import { shownPath } from '../load/find-domains.js';
import { flagsOfDatabase, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import { confirm } from '../text/confirm.js';
import { counted } from '../text/counted.js';

export const eventsImport = defineCommand({
  name: 'events import',
  summary: 'Writes the events of an export into a database, or the rest of them.',
  description:
    'Refuses a file that was cut off or changed, and streams that do not begin where those of the database end. Writes a thousand events at a time; called again after it ended in between, it goes on. Handlers are not called. Identities, times, versions and metadata stay; positions are given anew, in the same order.',
  given: [{ name: 'file', what: 'What domainry events export --reveal has written.' }],
  flags: {
    ...flagsOfDatabase,
    yes: { type: 'boolean', what: 'Writes without asking.' },
    dryRun: { type: 'boolean', what: 'Tells whether it could be imported, and writes nothing.' },
  },
  examples: [
    { call: 'domainry events import bank.ndjson --dry-run', what: 'Whether it could be imported.' },
    { call: 'domainry events import bank.ndjson --yes', what: 'Without questions.' },
  ],
  async run(context) {
    const { flags, cwd, given, surroundings } = context;
    const file = resolve(cwd, given[0]!);
    const shown = shownPath(file, cwd);
    const { database } = flags;
    const operation = { kind: 'import', file, ...(database === undefined ? {} : { database }) } as const;
    const ask = (isDryRun: boolean): Promise<EventsImported> =>
      runData<EventsImported>(context, 'events import', { ...operation, isDryRun });
    if (!flags.yes && !flags.dryRun) {
      const { events, streams } = await ask(true);
      await confirm(`Import ${counted(events, 'event')} of ${counted(streams, 'stream')}?`, surroundings);
    }
    const { events, present, streams, isDryRun } = await ask(flags.dryRun);
    return {
      data: { file: shown, events, present, streams, written: !isDryRun },
      page: (page) => {
        page.text(
          `${isDryRun ? 'Would import' : 'Imported'} ${counted(events, 'event')} of ${counted(streams, 'stream')} from ${shown}.`,
        );
        if (present > 0) page.text(`${counted(present, 'event')} of it had been there already.`);
      },
    };
  },
});
