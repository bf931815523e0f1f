import { printable } from './printable.js';
import type { Look, Style } from './style.js';
import { splitAtWidth, textWidth } from './text-width.js';

/** A piece of text, as it is or with a look. */
export type Piece = string | { readonly text: string; readonly look: Look };

/** Text of one or several pieces, written one after another. */
export type Text = Piece | readonly Piece[];

/**
 * Text in lines of at most so many columns; a longer word is broken. Line breaks of the text stay.
 *
 * @returns painted lines, with the columns each takes.
 */
export function wrap(text: Text, width: number, style: Style): readonly { line: string; columns: number }[] {
  const lines = [{ line: '', columns: 0 }];
  let gap = 0;
  for (const { word, look } of wordsOf(text)) {
    if (word === '\n') {
      lines.push({ line: '', columns: 0 });
      gap = 0;
    } else if (/^\s+$/.test(word)) {
      gap = lines.at(-1)!.columns === 0 ? 0 : gap + textWidth(word);
    } else {
      place(word, look);
    }
  }
  return lines;

  function place(word: string, look: Look | undefined): void {
    let last = lines.at(-1)!;
    if (last.columns > 0 && last.columns + gap + textWidth(word) > width) {
      last = { line: '', columns: 0 };
      lines.push(last);
      gap = 0;
    }
    const [head, rest] = width === Infinity ? [word, ''] : splitAtWidth(word, Math.max(1, width));
    last.line += ' '.repeat(gap) + (look === undefined ? head : style.paint(head, look));
    last.columns += gap + textWidth(head);
    gap = 0;
    if (rest !== '') place(rest, look);
  }
}

/** The columns a text would take on one line. */
export function widthOfText(text: Text): number {
  return Math.max(
    ...piecesOf(text)
      .map((piece) => printable(typeof piece === 'string' ? piece : piece.text))
      .join('')
      .split('\n')
      .map(textWidth),
  );
}

/** The columns its longest word takes. */
export function widthOfLongestWord(text: Text): number {
  return Math.max(0, ...[...wordsOf(text)].map(({ word }) => textWidth(word.trim())));
}

function* wordsOf(text: Text): Generator<{ word: string; look: Look | undefined }> {
  for (const piece of piecesOf(text)) {
    const look = typeof piece === 'string' ? undefined : piece.look;
    for (const word of printable(typeof piece === 'string' ? piece : piece.text).split(/(\n|[^\S\n]+)/)) {
      if (word !== '') yield { word, look };
    }
  }
}

function piecesOf(text: Text): readonly Piece[] {
  return Array.isArray(text) ? (text as readonly Piece[]) : [text as Piece];
}
