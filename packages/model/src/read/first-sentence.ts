/** The first sentence of a text, in one line; undefined when there is none. */
export function firstSentence(text: string | undefined): string | undefined {
  const line = oneLine(text);
  if (line === undefined) return undefined;
  return /^.*?[.!?…](?=\s|$)/u.exec(line)?.[0] ?? line;
}

/** A text in one line; undefined when there is none. */
export function oneLine(text: string | undefined): string | undefined {
  const line = text?.replaceAll(/\s+/g, ' ').trim();
  return line === '' ? undefined : line;
}
