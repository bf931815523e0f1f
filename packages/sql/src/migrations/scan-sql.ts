/**
 * What a script says outside of texts, quoted names and comments, for looking for words. What is masked is replaced by
 * spaces, so that places stay.
 */
export function bareSql(script: string): string {
  return script.replaceAll(masked, (part) => part.replaceAll(/[^\n]/g, ' '));
}

/** Comments of both kinds, texts (those of PostgreSQL with backslashes as well), quoted names, and bodies between dollars. */
const masked =
  /--[^\n]*|\be'(?:[^'\\]|''|\\[\s\S])*'|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/gi;

/**
 * The first statement that begins or ends a transaction, or cannot be run in one; undefined when there is none. In triggers of
 * SQLite, `BEGIN` and `END` are none.
 */
export function transactionWordIn(script: string): string | undefined {
  const bare = bareSql(script);
  const hasBodies = /\bcreate\s+(?:temp\w*\s+)?trigger\b/i.test(bare);
  const word =
    /(?:^|;)\s*(begin|commit|rollback|end|abort|start\s+transaction|savepoint|release|vacuum|attach|detach|pragma)\b/gi;
  for (const [, found] of bare.matchAll(word))
    if (!hasBodies || !/^end$/i.test(found!)) return found!.toUpperCase();
  return /\bconcurrently\b/i.test(bare) ? 'CONCURRENTLY' : undefined;
}

/** Whether a script removes something, as far as its words tell. */
export function isDestructiveSql(script: string): boolean {
  return /\b(?:drop\s+(?:table|column|schema|database)|truncate|delete\s+from)\b/i.test(bareSql(script));
}
