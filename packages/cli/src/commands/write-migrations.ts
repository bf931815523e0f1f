import type { PlannedMigration } from '@domainry/core/ports';
import type { Page } from '../text/page.js';

/** Migrations in their order: what each does, by which statements, and what stands in its way. */
export function writeMigrations(page: Page, migrations: readonly PlannedMigration[]): void {
  for (const { id, what, statements, isDestructive, obstacles } of migrations) {
    page
      .gap()
      .text([
        { text: id, look: 'bold' },
        ...(isDestructive ? [{ text: ' removes or converts what is stored', look: 'red' as const }] : []),
      ]);
    for (const sentence of what) page.item(sentence);
    for (const obstacle of obstacles) page.item({ text: obstacle, look: 'red' });
    for (const statement of statements) page.code(`${statement.trim().replace(/;$/, '')};`, 4);
  }
}
