const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /\p{Emoji_Presentation}|\p{sc=Han}|\p{sc=Hiragana}|\p{sc=Katakana}|\p{sc=Hangul}|[\u3000-\u303F\uFF01-\uFF60]/u;

/** How many columns a text takes on a terminal. */
export function textWidth(text: string): number {
  // oxlint-disable-next-line no-control-regex -- plain ASCII is the common case and needs no segmenter
  if (/^[\u0020-\u007E]*$/.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += widthOf(segment);
  return columns;
}

/** The beginning of a text that fits into so many columns, and the rest. */
export function splitAtWidth(text: string, columns: number): readonly [string, string] {
  let taken = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    taken += widthOf(segment);
    if (taken > columns && index > 0) return [text.slice(0, index), text.slice(index)];
  }
  return [text, ''];
}

function widthOf(segment: string): number {
  return wide.test(segment) ? 2 : 1;
}
