// Runs the cases in rounds: every case once in each round, one process after the other, each round in another order.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { groups } from './cases.mjs';

const script = fileURLToPath(new URL('./case.mjs', import.meta.url));

/**
 * @param {{ rounds: number, milliseconds: number, warmUp: number, only?: RegExp, leftOut: RegExp }} settings
 * @param {(text: string) => void} progress
 * @returns {Record<string, any[]>} for each group a list of rounds, each with what every case gave by its name: `{ cpu, wall }` or `{ bytes }`.
 */
export function runRounds({ rounds, milliseconds, warmUp, only, leftOut }, progress) {
  const chosen = Object.entries(groups).filter(
    ([name]) => (only === undefined || only.test(name)) && !leftOut.test(name),
  );
  /** @type {Record<string, any[]>} */
  const results = Object.fromEntries(chosen.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, cases] of chosen) {
      progress(`round ${round + 1} of ${rounds}: ${name}`);
      results[name].push(runRound(Object.entries(cases), round, { milliseconds, warmUp }));
    }
  }
  return results;
}

function runRound(cases, round, times) {
  const measured = {};
  for (let step = 0; step < cases.length; step++) {
    const [name, given] = cases[(step + round) % cases.length];
    measured[name] = runCase({ ...times, ...given });
  }
  return measured;
}

function runCase(given) {
  const flags = given.measure === 'retained' ? ['--expose-gc'] : [];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, script, JSON.stringify(given)], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', BENCH_VARIANT: given.variant ?? '' },
  });
  if (status !== 0) throw new Error(`The case ${JSON.stringify(given)} failed.\n${stderr}`);
  return JSON.parse(stdout);
}
