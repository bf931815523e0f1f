import type { JsonValue } from '@domainry/core';
import type { MigrationOutcome } from '@domainry/core/ports';
import { flagsOfDatabase, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import { confirm } from '../text/confirm.js';
import { counted } from '../text/counted.js';
import type { DatabaseStatus } from './db-status.js';
import { writeMigrations } from './write-migrations.js';

export const dbApply = defineCommand({
  name: 'db apply',
  summary: 'Applies to databases what is pending: all of it in one transaction, or nothing.',
  description: 'Of several processes that apply at once, one does it and the others find it done.',
  flags: {
    ...flagsOfDatabase,
    yes: { type: 'boolean', what: 'Applies without asking.' },
    dryRun: { type: 'boolean', what: 'Runs everything on the database, and takes it back.' },
    destructive: { type: 'boolean', what: 'Applies also what removes or converts something. Take a backup.' },
  },
  examples: [
    { call: 'domainry db apply --dry-run', what: 'Whether it could be applied.' },
    { call: 'domainry db apply --yes', what: 'In a deployment, before the application starts.' },
  ],
  async run(context) {
    const { flags, surroundings } = context;
    const named = flags.database === undefined ? {} : { database: flags.database };
    if (!flags.yes && !flags.dryRun) {
      const states = await runData<readonly DatabaseStatus[]>(context, 'db apply', {
        kind: 'migrations',
        ...named,
      });
      const pending = states.flatMap((state) => state.pending.map(({ id }) => `${id} to ${state.place}`));
      if (pending.length > 0) await confirm(`Apply ${pending.join(', ')}?`, surroundings);
    }
    const outcomes = await runData<readonly (MigrationOutcome & { database: string })[]>(
      context,
      'db apply',
      {
        kind: 'migrate',
        isDestructive: flags.destructive,
        isDryRun: flags.dryRun,
        ...named,
      },
    );
    return {
      data: outcomes as unknown as JsonValue,
      page: (page) => {
        for (const { database, place, applied, isDryRun } of outcomes) {
          page.heading(`${database}, ${place}`);
          if (applied.length === 0) page.text('There was nothing to be applied.');
          else {
            page.text(`${isDryRun ? 'Could apply' : 'Applied'} ${counted(applied.length, 'migration')}.`);
            writeMigrations(page, applied);
          }
        }
      },
    };
  },
});
