// From what was measured to the table: medians over the rounds of what each round says by itself.
import { table } from './bars.mjs';
import { median, summary } from './statistics.mjs';

/** @param results - by group, a list of rounds, as `runRounds` gives them. */
export function evaluate(results) {
  return table
    .map(({ heading, what, how, bar }) => {
      if (how === undefined) return { heading };
      const rounds = results[how.group];
      if (rounds === undefined) return undefined;
      const by = (key) =>
        rounds.map((round) => {
          const cases = Object.fromEntries(
            Object.entries(round).map(([name, measured]) => [name, measured[key]]),
          );
          return how.of(cases) * (how.scale ?? 1);
        });
      const measured = summary(by(primary(rounds)));
      const wall = primary(rounds) === 'cpu' ? median(by('wall')) : undefined;
      return { what, unit: how.unit, measured, wall, bar, isMet: bar?.isMet(measured.median) };
    })
    .filter((row) => row !== undefined)
    .filter((row, index, rows) => !row.heading || (rows[index + 1] && !rows[index + 1].heading));
}

/** CPU time says the same as the clock on a quiet machine, and nearly the same on a busy one. */
function primary([round]) {
  return 'bytes' in Object.values(round)[0] ? 'bytes' : 'cpu';
}

/** Medians of all cases, for those who want to see what the ratios are made of. */
export function absolutes(results) {
  return Object.entries(results).flatMap(([group, rounds]) =>
    Object.keys(rounds[0]).map((name) => ({
      group,
      name,
      measured: summary(rounds.map((round) => round[name][primary(rounds)])),
    })),
  );
}
