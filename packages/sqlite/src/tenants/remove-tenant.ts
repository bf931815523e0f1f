import type { OpenedFile } from '../database.js';
import { markOfShared, tenantColumn } from './tenant-column.js';

/** Removes all rows of a tenant, in one transaction. Meanwhile events may be removed: nobody else writes to the file. */
export async function removeTenant({ turns, writing }: OpenedFile, tenant: string): Promise<void> {
  const turn = await turns.begin(writing, () => undefined);
  try {
    const guards = writing.all(
      "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_remain' ESCAPE '\\'",
    );
    for (const { name } of guards) writing.run(`DROP TRIGGER ${String(name)}`);
    for (const { name } of writing.all("SELECT name FROM main.sqlite_master WHERE type = 'table'"))
      if (String(name).endsWith(markOfShared))
        writing.run(
          `DELETE FROM "${String(name).replaceAll('"', '""')}" WHERE ${tenantColumn.name} = ?`,
          tenant,
        );
    for (const { sql } of guards) writing.run(String(sql));
    turn.commit();
  } catch (error) {
    turn.rollback();
    throw error;
  }
}
