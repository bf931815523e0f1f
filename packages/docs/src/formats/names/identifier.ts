import { fingerprint } from './fingerprint.js';

/** Longest identifier that is written; longer names keep their beginning and a fingerprint. */
const longest = 100;

/**
 * A name as an identifier of ASCII letters, digits and `_`, which nearly every language takes. A name that is one already
 * stays as it is; of two that differ, so do the identifiers.
 */
export function identifierOf(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name.length <= longest) return name;
  const kept = name
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, longest - 10);
  const start = /^[A-Za-z]/.test(kept) ? '' : '_';
  return `${start}${kept}_${fingerprint(name)}`;
}

/** The words of a name: `AccountWithdrawn` and `account_withdrawn` are `account` and `withdrawn`. */
export function wordsOf(name: string): readonly string[] {
  const parts = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g) ?? [];
  return parts.map((part) => part.toLowerCase());
}
