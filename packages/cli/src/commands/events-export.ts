import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { EventsExported } from '../data/export-events.js';
import { shownPath } from '../load/find-domains.js';
import { flagsOfDatabase, runData } from '../load/run-data.js';
import { CommandError } from '../run/command-error.js';
import { defineCommand } from '../run/command.js';
import { confirm } from '../text/confirm.js';
import { counted } from '../text/counted.js';

export const eventsExport = defineCommand({
  name: 'events export',
  summary: 'Writes stored events into a file, a line of JSON each.',
  description:
    'Everything that is stored of them, in the order of commits, with a sum at the end. With personal data masked it is for looking at; to import it elsewhere, give --reveal. It holds events: states of aggregates that are stored as state are not in it.',
  flags: {
    ...flagsOfDatabase,
    out: {
      type: 'text',
      value: 'file',
      default: 'events.ndjson',
      what: 'The file, which appears when all of it is written.',
    },
    category: { type: 'text', value: 'Account', what: 'Only events of the streams of one category.' },
    reveal: { type: 'boolean', what: 'Writes personal data, which are masked otherwise.' },
    yes: { type: 'boolean', what: 'Replaces the file without asking.' },
  },
  examples: [
    {
      call: 'domainry events export --reveal --out bank.ndjson',
      what: 'All of it, to be imported elsewhere.',
    },
    { call: 'domainry events export --category Ledger', what: 'The ledgers, without personal data.' },
  ],
  async run(context) {
    const { flags, cwd, surroundings } = context;
    const file = resolve(cwd, flags.out);
    const shown = shownPath(file, cwd);
    if (existsSync(file) && !flags.yes) {
      await confirm(`${shown} is there already. Replace it?`, surroundings).catch((error: unknown) => {
        if (!(error instanceof CommandError)) throw error;
        throw new CommandError('WOULD_OVERWRITE', `${shown} is there already.`, {
          fix: 'Name another file with --out, or give --yes.',
        });
      });
    }
    const { database, category } = flags;
    const { events, isMasked } = await runData<EventsExported>(context, 'events export', {
      kind: 'export',
      file,
      isRevealed: flags.reveal,
      ...(database === undefined ? {} : { database }),
      ...(category === undefined ? {} : { category }),
    });
    return {
      data: { file: shown, events, isMasked },
      page: (page) => {
        page.text(`Wrote ${counted(events, 'event')} to ${shown}.`);
        if (isMasked) page.text({ text: 'Personal data are masked, so it cannot be imported.', look: 'dim' });
      },
    };
  },
});
