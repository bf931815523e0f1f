/**
 * Makes texts comparable that differ in case only: each code point becomes its simple lower-case form, whatever stands
 * around it and whatever the language. So `É` is `é` and `Σ` is `σ`, while `ß` is not `SS`, and `ς` is not `σ`. The text
 * is not normalised otherwise. PostgreSQL's `lower(… COLLATE "pg_c_utf8")` does the same.
 */
export function foldCase(text: string): string {
  if (isAscii.test(text)) return text.toLowerCase();
  let folded = '';
  for (const point of text) folded += point === 'İ' ? 'i' : point.toLowerCase();
  return folded;
}

// oxlint-disable-next-line no-control-regex -- ASCII begins with control characters
const isAscii = /^[\x00-\x7f]*$/;
