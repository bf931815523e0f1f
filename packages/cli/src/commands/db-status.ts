import type { JsonValue } from '@domainry/core';
import type { MigrationStatus } from '@domainry/core/ports';
import { flagsOfDatabase, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import type { Diagnostic } from '../run/diagnostic.js';
import { counted } from '../text/counted.js';
import type { Page } from '../text/page.js';

/** How one database stands to the code. */
export interface DatabaseStatus extends MigrationStatus {
  /** Its name in the configuration. */
  readonly database: string;
}

export const dbStatus = defineCommand({
  name: 'db status',
  summary: 'Tells whether databases have the tables that the code needs, and what was applied to them.',
  description: 'Changes nothing, also where there is no database yet.',
  flags: { ...flagsOfDatabase },
  examples: [
    {
      call: 'domainry db status',
      what: 'Ends with 1 when something is pending, changed, or ahead of the code.',
    },
  ],
  async run(context) {
    const { database } = context.flags;
    const states = await runData<readonly DatabaseStatus[]>(context, 'db status', {
      kind: 'migrations',
      ...(database === undefined ? {} : { database }),
    });
    const wrong = states.filter(({ isUpToDate }) => !isUpToDate);
    return {
      exit: wrong.length === 0 ? 0 : 1,
      data: states.map(withoutStatements),
      diagnostics: wrong.map(diagnosticOf),
      page: (page) => states.forEach((state) => writeStatus(page, state)),
    };
  },
});

/** Which migrations there are; what they run is told by `db plan`. */
function withoutStatements({ pending, applied, ...state }: DatabaseStatus): JsonValue {
  return {
    ...state,
    framework: { found: state.framework.found ?? null, known: state.framework.known },
    pending: pending.map(({ id, source, isDestructive }) => ({ id, source, isDestructive })),
    applied: applied.map(({ id, time, checksum }) => ({ id, time, checksum })),
  };
}

/** What is not as it has to be, as a diagnostic. */
function diagnosticOf({ database, place, pending, changed, newer }: DatabaseStatus): Diagnostic {
  const parts = [
    ...(pending.length === 0 ? [] : [`pending: ${pending.map(({ id }) => id).join(', ')}`]),
    ...(changed.length === 0 ? [] : [`changed after it was applied: ${changed.join(', ')}`]),
    ...(newer.length === 0 ? [] : [`unknown to this code: ${newer.join(', ')}`]),
  ];
  return {
    code: 'DATABASE_NOT_READY',
    level: 'error',
    message: `The database ${database} (${place}) is not what the code needs.`,
    why: parts.join('; '),
    fix: newer.length > 0 ? 'Deploy the later code.' : 'domainry db plan, then domainry db apply.',
  };
}

function writeStatus(page: Page, state: DatabaseStatus): void {
  const { database, place, framework, applied, pending, changed, newer, isUpToDate } = state;
  page.heading(`${database}, ${place}`);
  page.text(
    isUpToDate
      ? { text: 'Everything is applied.', look: 'green' }
      : { text: 'It is not what the code needs.', look: 'red' },
  );
  page.entries([
    ['framework', `${framework.found ?? 'no tables'}, and ${framework.known} in this code`],
    ['applied', applied.length === 0 ? 'nothing' : counted(applied.length, 'migration')],
    ...(pending.length === 0 ? [] : [['pending', pending.map(({ id }) => id).join(', ')] as const]),
    ...(changed.length === 0 ? [] : [['changed', changed.join(', ')] as const]),
    ...(newer.length === 0 ? [] : [['newer', newer.join(', ')] as const]),
  ]);
  if (applied.length === 0) return;
  page.gap().table(
    ['Applied', 'When', 'Checksum'],
    applied.map(({ id, time, checksum }) => [id, new Date(time).toISOString(), checksum.slice(0, 12)]),
  );
}
