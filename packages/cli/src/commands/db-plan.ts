import type { JsonValue } from '@domainry/core';
import type { MigrationDraft } from '@domainry/core/ports';
import { shownPath } from '../load/find-domains.js';
import { flagsOfDatabase, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import type { Outcome } from '../run/outcome.js';
import type { DatabaseStatus } from './db-status.js';
import { writeMigrations } from './write-migrations.js';

export const dbPlan = defineCommand({
  name: 'db plan',
  summary: 'Shows what would be applied to databases, statement by statement.',
  description:
    'With --draft it writes the next file of SQL instead, for where the database has migrationFiles: what leads from the last file to the model. It may be changed until it is applied.',
  flags: {
    ...flagsOfDatabase,
    draft: { type: 'text', value: 'name', what: 'Writes the next file of migrations: "add cards".' },
  },
  examples: [
    { call: 'domainry db plan', what: 'Ends with 1 when something stands in the way.' },
    { call: 'domainry db plan --draft "add cards"', what: '0002-add-cards.sql, to be read and committed.' },
  ],
  async run(context): Promise<Outcome> {
    const { flags, cwd } = context;
    const named = flags.database === undefined ? {} : { database: flags.database };
    if (flags.draft !== undefined) {
      const draft = await runData<MigrationDraft | null>(context, 'db plan', {
        kind: 'draft',
        name: flags.draft,
        ...named,
      });
      const path = draft === null ? null : shownPath(draft.path, cwd);
      return {
        data: { file: path, isDestructive: draft?.isDestructive ?? false },
        page: (page) => {
          if (draft === null) page.text('The last file leads to the model: there is nothing to be written.');
          else {
            page.text(`Wrote ${path!}`).gap().code(draft.text);
            if (draft.isDestructive)
              page.gap().text({ text: 'It removes or converts what is stored.', look: 'red' });
          }
        },
      };
    }
    const states = await runData<readonly DatabaseStatus[]>(context, 'db plan', {
      kind: 'migrations',
      ...named,
    });
    const obstacles = states.flatMap(({ pending }) => pending.flatMap((migration) => migration.obstacles));
    return {
      exit: obstacles.length === 0 ? 0 : 1,
      data: states.map(({ database, place, pending }) => ({
        database,
        place,
        pending: pending as unknown as JsonValue,
      })),
      diagnostics: obstacles.map((message) => ({ code: 'MIGRATION_REFUSED', level: 'error', message })),
      page: (page) => {
        for (const { database, place, pending } of states) {
          page.heading(`${database}, ${place}`);
          if (pending.length === 0) page.text('There is nothing to be applied.');
          else writeMigrations(page, pending);
        }
      },
    };
  },
});
