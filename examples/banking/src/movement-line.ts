/**
 * What tells a movement from all others: the name of its file and the number of its line. It is the key under which its
 * command is handled once, and what all events that follow from it have in common.
 */
export function movementLine(file: string, line: number): string {
  return `${file}:${line}`;
}

/** The number of the line that a text of {@link movementLine} names; undefined when it names none of this file. */
export function lineIn(file: string, text: string): number | undefined {
  return text.startsWith(`${file}:`) ? Number(text.slice(file.length + 1)) : undefined;
}
