import { DomainryError } from '@domainry/core';
import { markOfShared } from './tenant-column.js';

/**
 * Refuses statements of a user that would go past the views of his tenant: those that name a table of all tenants, which SQLite lets
 * nobody write otherwise than letter by letter; what reads the file as such; and whatever makes or changes tables and views.
 *
 * @throws DomainryError RAW_REFUSED.
 */
export function checkSharedRaw(text: string): void {
  const word = refusedWord.exec(text)?.[0] ?? changingSchema.exec(text)?.[1];
  if (word === undefined) return;
  throw new DomainryError(
    'RAW_REFUSED',
    `A statement with ${word} cannot run where tenants share tables: it could reach what others have. Name tables as the classes are stored, which shows those of the tenant; change them by migrations.`,
    { details: { word } },
  );
}

/** Wherever they stand, also in texts: SQLite takes a text for a name. */
const refusedWord = new RegExp(String.raw`${markOfShared}|\bsqlite_\w+|\bdbstat\b|\bload_extension\b`, 'i');

/** Behind comments, or behind EXPLAIN. */
const changingSchema =
  /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|explain\b|query\b|plan\b)*(create|drop|alter|reindex|analyze)\b/i;
