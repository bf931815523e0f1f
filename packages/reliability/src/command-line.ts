import { parseArgs } from 'node:util';
import { storeNames, type StoreName } from './stores/store.js';

/** What is asked for on the command line. */
export interface CommandLine {
  readonly size: 'quick' | 'soak';
  /** Identities of the proofs that are wanted; all when empty. */
  readonly only: readonly string[];
  /** Stores that are wanted; all when empty. */
  readonly stores: readonly StoreName[];
  readonly seed: number;
  /** How many proofs run side by side. */
  readonly lanes: number;
}

export const usage = `Usage: npm run reliability -- [options]

  --soak           as much as before a release; without it, as much as for every change
  --only R-01      only this proof; may be given several times
  --store postgres only this store: ${storeNames.join(', ')}; may be given several times
  --seed 42        the random numbers of an earlier run
  --lanes 2        how many proofs run side by side`;

/**
 * Reads the command line.
 *
 * @param known - identities of all proofs.
 * @throws TypeError that says what is wrong.
 */
export function readCommandLine(args: readonly string[], known: readonly string[]): CommandLine | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      soak: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      store: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string' },
      lanes: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const wrongProof = values.only.find((id) => !known.includes(id));
  if (wrongProof !== undefined)
    throw new TypeError(`--only ${wrongProof}: there is no such proof. Proofs: ${known.join(', ')}`);
  const wrongStore = values.store.find((name) => !(storeNames as readonly string[]).includes(name));
  if (wrongStore !== undefined)
    throw new TypeError(`--store ${wrongStore}: there is no such store. Stores: ${storeNames.join(', ')}`);
  return {
    size: values.soak ? 'soak' : 'quick',
    only: values.only,
    stores: values.store as StoreName[],
    seed: wholeNumber('--seed', values.seed, 0) ?? Math.floor(Math.random() * 2 ** 32),
    lanes: wholeNumber('--lanes', values.lanes, 1) ?? (values.soak ? 1 : 2),
  };
}

function wholeNumber(option: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new TypeError(`${option} ${text}: expected a whole number, ${least} or more.`);
  return value;
}
