import type { Verdict } from './run-proof.js';

/** One line for a verdict, and more where something is wrong. */
export function linesOf({
  ids,
  title,
  store,
  counts,
  violations,
  noticed,
  seconds,
}: Verdict): readonly string[] {
  const told = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
  const verdict = violations.length === 0 ? 'ok  ' : 'FAIL';
  return [
    `${verdict} ${ids.join(' ')} ${store}: ${[...told, `${seconds.toFixed(1)} s`].join(', ')}`,
    `       ${title}.`,
    ...noticed.map((each) => `       noticed ${each.store}: ${shortened(each.by)}`),
    ...violations.slice(0, 20).map((violation) => `       VIOLATION ${violation.slice(0, 2_000)}`),
    ...(violations.length > 20 ? [`       … ${violations.length - 20} more`] : []),
  ];
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
