/**
 * Widths of characters in thousandths of the size of the type: a sans serif between Arial and Segoe UI, a little wide, so
 * that text stays within its box whatever the reader's machine draws it with. A table, because a browser's measure
 * would differ between machines.
 */
const widths: ReadonlyMap<string, number> = new Map(
  (
    [
      ["'", 215],
      ['ijl|!:;.,`·', 270],
      ['I', 290],
      [' ft()[]{}/\\-r"*', 340],
      ['Jcksvxyz^?', 520],
      ['abdeghnopqu0123456789$_L#', 580],
      ['FTZ+=<>~', 620],
      ['ABEKPSVXY&', 690],
      ['CDHNRU', 745],
      ['GOQw', 790],
      ['mM', 880],
      ['W%@—…', 1000],
    ] as const
  ).flatMap(([characters, width]) => Array.from(characters, (character) => [character, width] as const)),
);

const narrowest = 0x2e80;

/** Width of a text, in pixels. */
export function textWidth(text: string, size: number, bold = false): number {
  let sum = 0;
  for (const character of text) {
    // Beyond the table: letters of other alphabets, and from `narrowest` on signs that fill a square.
    sum += widths.get(character) ?? (character.codePointAt(0)! >= narrowest ? 1050 : 660);
  }
  return (sum * size * (bold ? 1.07 : 1)) / 1000;
}

/** The text, or its beginning with `…` when it is wider than there is room. */
export function ellipsis(text: string, room: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= room) return text;
  const characters = Array.from(text);
  const dots = textWidth('…', size, bold);
  let width = 0;
  let kept = 0;
  for (const character of characters) {
    width += textWidth(character, size, bold);
    if (width + dots > room) break;
    kept += 1;
  }
  return `${characters.slice(0, kept).join('').trimEnd()}…`;
}

/** The text in lines of at most this width, broken at spaces; at most so many lines, the last one cut. */
export function wrap(text: string, room: number, size: number, mostLines: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, size) > room) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  if (line !== '') lines.push(line);
  const kept = lines.slice(0, mostLines).map((each) => ellipsis(each, room, size));
  if (lines.length > mostLines) kept[mostLines - 1] = ellipsis(`${lines[mostLines - 1]!} …`, room, size);
  return kept;
}
