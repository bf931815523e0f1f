import { writeSync } from 'node:fs';
import { sqlite } from '../../src/index.js';
import { Add, tallies } from './tallies.js';

/** What a worker is told to do, as JSON in its first argument. */
export interface Orders {
  readonly path: string;
  readonly driver: 'node:sqlite' | 'better-sqlite3';
  /** References of commands of which nobody knows what became of them. They are sent again, twice. */
  readonly again: readonly string[];
  /** Number of the first new command. */
  readonly first: number;
  /** How many new commands there are; without end when absent. */
  readonly count?: number;
  /** The one tally that all commands are for; each has five of its own when absent. */
  readonly name?: string;
}

/** What a worker tells, a line for each: written at once, so that it is there when the process is not. */
export interface Line {
  readonly what: 'ready' | 'sent' | 'done' | 'again';
  readonly reference: string;
  readonly result: unknown;
}

function tell(what: Line['what'], reference = '', result: unknown = null): void {
  writeSync(1, `${JSON.stringify({ what, reference, result } satisfies Line)}\n`);
}

const { path, driver, again, first, count = Infinity, name } = JSON.parse(process.argv[2]!) as Orders;

/** Every fourth is to be done later: what is acknowledged then is that it will be. */
function isForLater(reference: string): boolean {
  return Number(reference.slice(1)) % 4 === 3 && name === undefined;
}

async function send(reference: string): Promise<unknown> {
  const command = new Add({ name: name ?? `t${Math.floor(Number(reference.slice(1)) / 5)}`, reference });
  if (isForLater(reference)) {
    await domain.process(command, { idempotencyKey: reference, asynchronous: true });
    return 'later';
  }
  for (;;) {
    try {
      return await domain.process(command, { idempotencyKey: reference });
    } catch (error) {
      if (!['VERSION_CONFLICT', 'UNIQUE_CONFLICT'].includes((error as { code?: string }).code!)) throw error;
    }
  }
}

const domain = tallies;
await domain.init({
  databases: { default: sqlite(path, { driver, synchronous: 'full' }) },
  // Shorter than it takes to start a process: the commands of one that was killed wait for nobody when the next one begins.
  commandLease: 20,
});
await domain.settled();
tell('ready');
for (const reference of again) {
  tell('again', reference, await send(reference));
  tell('again', reference, await send(reference));
}
for (let number = first; number < first + count; number++) {
  const reference = `r${number}`;
  tell('sent', reference);
  tell('done', reference, await send(reference));
}
await domain.settled();
await domain.close();
