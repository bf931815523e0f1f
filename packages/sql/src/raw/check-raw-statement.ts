import { DomainryError } from '@domainry/core';
import { bareSql, transactionWordIn } from '../migrations/scan-sql.js';

/**
 * Refuses what a user cannot run inside of a unit of work: what would begin or end its transaction, what would stay on the
 * connection for whoever has it next, and several statements at once, of which one driver runs the first only.
 *
 * @throws DomainryError RAW_REFUSED.
 */
export function checkRawStatement(text: string): void {
  const word = transactionWordIn(text);
  if (word !== undefined)
    throw refused(
      `A statement with ${word} cannot run inside a unit of work, which begins and ends its transaction by itself. Remove it; to undo everything, throw.`,
      word,
    );
  const bare = bareSql(text);
  if (/\b(?:or|conflict)\s+rollback\b/i.test(bare))
    throw refused(
      'A statement with OR ROLLBACK cannot run inside a unit of work: it would end its transaction, and what comes next would be committed by itself. Write OR ABORT; to undo everything, throw.',
      'OR ROLLBACK',
    );
  const [, setting] = lasting.exec(bare) ?? [];
  if (setting !== undefined)
    throw refused(
      `A statement with ${setting.toUpperCase()} cannot run inside a unit of work: it would stay with the connection, for whoever has that next. Write SET LOCAL, which ends with the unit.`,
      setting.toUpperCase(),
    );
  if (/;\s*\S/.test(bare) && !hasBody.test(bare))
    throw refused('Several statements were given at once. Give one at a time.', ';');
}

/** What outlasts a transaction of PostgreSQL. */
const lasting = /(?:^|;)\s*(set(?!\s+(?:local|constraints|transaction)\b)|reset|discard|deallocate)\b/i;

/** Statements that have others in them: triggers of SQLite, functions of PostgreSQL. */
const hasBody = /\bcreate\s+(?:temp\w*\s+)?trigger\b|\bbegin\s+atomic\b/i;

function refused(message: string, word: string): DomainryError {
  return new DomainryError('RAW_REFUSED', message, { details: { word } });
}
