/** How a column stands: texts to the left, numbers to the right. */
export type Alignment = 'left' | 'right';

/**
 * Rows with their columns under each other, indented by two.
 *
 * @param alignments - of the columns; those beyond it stand to the left.
 */
export function table(rows: readonly (readonly string[])[], alignments: readonly Alignment[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, { length }] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, length);
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      alignments[column] === 'right' ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
    );
    return `  ${cells.join('  ')}`.trimEnd();
  });
}
