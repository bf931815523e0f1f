import type { Style } from './style.js';
import { widthOfLongestWord, widthOfText, wrap, type Text } from './wrap.js';

/**
 * A table in lines: columns under their titles, cells wrapped to what the terminal has. Where that is too little for the
 * longest words, each row becomes a block of lines, `title: cell`.
 */
export function tableLines(
  titles: readonly string[],
  rows: readonly (readonly Text[])[],
  style: Style,
): readonly string[] {
  const columns = titles.map((title, at): readonly Text[] => [title, ...rows.map((row) => row[at] ?? '')]);
  const natural = columns.map((cells) => Math.max(...cells.map(widthOfText)));
  const least = columns.map((cells) => Math.max(...cells.map(widthOfLongestWord)));
  const gaps = 2 * (titles.length - 1);
  if (gaps + least.reduce((sum, each) => sum + each, 0) > style.width) return blocks(titles, rows, style);
  const widths = shrink(natural, least, style.width - gaps);
  const rule = style.isUnicode ? '─' : '-';
  return [
    ...rowLines(
      titles.map((text) => ({ text, look: 'bold' as const })),
      widths,
      style,
    ),
    widths.map((columns) => style.paint(rule.repeat(columns), 'dim')).join('  '),
    ...rows.flatMap((row) => rowLines(row, widths, style)),
  ];
}

/** Takes from the widest column that has something to give, until all fit. */
function shrink(natural: readonly number[], least: readonly number[], available: number): readonly number[] {
  const widths = [...natural];
  let surplus = widths.reduce((sum, each) => sum + each, 0) - available;
  while (surplus > 0) {
    const givers = widths.map((width, at) => (width > least[at]! ? width : 0));
    const widest = givers.indexOf(Math.max(...givers));
    widths[widest]! -= 1;
    surplus -= 1;
  }
  return widths;
}

function rowLines(cells: readonly Text[], widths: readonly number[], style: Style): readonly string[] {
  const wrapped = widths.map((width, at) => wrap(cells[at] ?? '', width, style));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    wrapped
      .map((lines, at) => {
        const { line, columns } = lines[row] ?? { line: '', columns: 0 };
        return at === widths.length - 1 ? line : line + ' '.repeat(widths[at]! - columns);
      })
      .join('  ')
      .trimEnd(),
  );
}

function blocks(
  titles: readonly string[],
  rows: readonly (readonly Text[])[],
  style: Style,
): readonly string[] {
  return rows.flatMap((row, number) => [
    ...(number === 0 ? [] : ['']),
    ...row.flatMap((cell, at) =>
      widthOfText(cell) === 0
        ? []
        : wrap(
            [{ text: `${titles[at]!}: `, look: 'dim' }, ...(Array.isArray(cell) ? cell : [cell])] as Text,
            style.width,
            style,
          ).map(({ line }) => line),
    ),
  ]);
}
