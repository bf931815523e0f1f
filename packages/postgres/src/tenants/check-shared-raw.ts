import { DomainryError } from '@domainry/core';

/**
 * Refuses statements of a user that row level security says nothing about, or that could name another tenant for the
 * transaction: what is neither a query nor a change of rows, and what calls the function that sets settings, or runs a text.
 *
 * @throws DomainryError RAW_REFUSED.
 */
export function checkSharedRaw(text: string): void {
  const [, first = ''] = beginning.exec(text) ?? [];
  const word = taken.test(first) ? refusedWord.exec(text)?.[0] : first;
  if (word === undefined) return;
  throw new DomainryError(
    'RAW_REFUSED',
    `A statement with ${word === '' ? 'nothing to run' : word} cannot run where tenants share tables: it could reach what others have. Give a query, or insert, update or delete rows; change tables by migrations.`,
    { details: { word } },
  );
}

/** The first word, behind comments, brackets and EXPLAIN. */
const beginning =
  /^(?:--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|explain\s*\([^)]*\)|(?:explain|analyze|verbose)\b|[\s(])*(\w*)/i;

const taken = /^(?:select|insert|update|delete|merge|values|with|table)$/i;

/** Wherever they stand, also in texts and in names between quotes; letters of names can be written as numbers (`U&`). */
const refusedWord = /set_config|\bu&\s*"|\w+_to_xml\w*|\bdblink\w*|\bpg_read_\w+|\blo_\w+/i;
