/** What the processes run that are killed: a bank that takes tasks from standard input, and answers on standard output. */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { armFaultPoints } from '@domainry/core/fault-points';
import { adapterOf } from './adapter-of.js';
import { bank, clock } from './bank.js';
import { codeOf } from './code-of.js';
import type { Answer, Orders, Request, Word } from './orders.js';
import { perform } from './perform.js';
import { silent } from './silent.js';

/** Written at once, so that it was heard when the process is dead a moment later. */
function tell(line: Answer | Word): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function open({ place, broken, death, attempts, behind = 0 }: Orders): Promise<void> {
  if (death !== undefined) {
    let hits = 0;
    armFaultPoints((point) => {
      if (point === death.point && ++hits === death.hit) process.kill(process.pid, 'SIGKILL');
    });
  }
  clock.behind = behind;
  await bank.init({
    databases: { default: adapterOf(place, broken) },
    logger: silent,
    // Who is killed holds commands until then.
    commandLease: 500,
    ...(attempts === undefined ? {} : { retry: { attempts } }),
  });
  tell({ word: 'open' });
}

async function answer({ id, task, key }: Request): Promise<void> {
  try {
    tell({ id, result: (await perform(bank, task, key)) ?? null });
  } catch (error) {
    tell({ id, ...codeOf(error) });
  }
  if (task.act === 'close') process.exit(0);
}

/** Standard input begins with the orders; requests follow. */
let isOrdered = false;
createInterface({ input: process.stdin }).on('line', (line) => {
  if (isOrdered) return void answer(JSON.parse(line) as Request);
  isOrdered = true;
  open(JSON.parse(line) as Orders).catch((error: unknown) => {
    tell({ word: 'failed', error: codeOf(error).error });
    process.exit(1);
  });
});
tell({ word: 'loaded' });
