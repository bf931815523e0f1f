import type { CheckResult } from './run.js';

const marks: Readonly<Record<CheckResult['outcome'], string>> = {
  passed: 'yes',
  refused: 'refused',
  unclaimed: '–',
  failed: '**no**',
};

/**
 * What adapters came to, as tables in Markdown: one for each group of checks, a line for each check, a column for each
 * adapter. A cell is empty where an adapter has no such port.
 */
export function conformanceMatrix(results: Readonly<Record<string, readonly CheckResult[]>>): string {
  const adapters = Object.keys(results);
  const groups = new Map<string, Map<string, Map<string, string>>>();
  for (const [adapter, checks] of Object.entries(results))
    for (const { port, group, name, outcome } of checks) {
      const names = entryOf(groups, `${port}: ${group}`, () => new Map<string, Map<string, string>>());
      entryOf(names, name, () => new Map<string, string>()).set(adapter, marks[outcome]);
    }
  return [...groups]
    .map(([title, names]) => {
      const lines = [...names].map(([name, cells]) => [
        name,
        ...adapters.map((each) => cells.get(each) ?? ''),
      ]);
      return `### ${title}\n\n${table([['promise', ...adapters], ...lines])}`;
    })
    .join('\n\n');
}

/** Aligned, as formatters want it. */
function table(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length), 3));
  const [head, ...body] = lines.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [head, rule, ...body].join('\n');
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
