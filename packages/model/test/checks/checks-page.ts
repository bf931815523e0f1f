import { changeTitles, checkRules } from '@domainry/model';

/** The page of all checks and all kinds of change, written from their tables. */
export function checksPage(): string {
  const checks = checkRules.map(
    ({ code, level, category, title, why, fix }) =>
      `### ${code}\n\n${title} (${level}, ${category}). ${why} **What to do:** ${fix}`,
  );
  const rows = Object.entries(changeTitles).map(([code, title]) => [`\`${code}\``, title] as const);
  const parts = [
    '# Checks and changes',
    'What is looked for in a model, and what is told of two of them. Codes are stable: none is ever renamed or used for something else. How to use them: [Checks](../guide/checks.md).',
    '## Checks',
    ...checks,
    '## Changes',
    'What a comparison of two models tells, by `code`.',
    table(['Code', 'What changed'], rows),
  ];
  return `${parts.join('\n\n')}\n`;
}

function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  const all = [head, ...rows];
  const widths = [0, 1].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
