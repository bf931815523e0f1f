import { bookMovements } from './book-movements.js';
import { checkLedgers } from './check-ledgers.js';
import { crashAfterCommit } from './crash.js';
import { lookCloser } from './look-closer.js';
import { openBank } from './open-bank.js';
import { asOneRun, resume, resumptionOf } from './resume.js';
import { readNote, removeNote, writeNote } from './run-note.js';
import type { Store } from './store.js';
import { summarise, type Summary } from './summary.js';

/** How the bank is run. */
export interface RunOptions {
  /** Name of the file of movements. */
  readonly file: string;
  /** Its lines, without the heading. */
  readonly lines: readonly string[];
  /** Where the bank is kept; in memory when absent. */
  readonly store: Store | undefined;
  /** Begins anew, also where a run was interrupted. */
  readonly fresh: boolean;
  /** Kills the process half-way; told before how many movements were acknowledged. */
  readonly crash?: ((acknowledged: number) => void) | undefined;
  readonly onProgress: (done: number, of: number) => void;
}

/** Books the file, sends it once more, and looks at what the bank knows then. Goes on with a run that was interrupted. */
export async function runBank({
  file,
  lines,
  store,
  fresh,
  crash,
  onProgress,
}: RunOptions): Promise<Summary> {
  const note = store && !fresh ? readNote(store) : undefined;
  let acknowledged = 0;
  const middleware = crash && [
    crashAfterCommit(file, Math.floor(lines.length / 2), () => {
      writeNote(store!, acknowledged);
      crash(acknowledged);
    }),
  ];
  if (note === undefined) await store?.clear();
  const open = await openBank(store?.database, middleware && { middleware });
  if (store !== undefined) writeNote(store, note?.acknowledged);
  const { bank } = open;
  const interrupted = note && (await resume(open, file));

  const started = performance.now();
  const result = await bookMovements(open, file, lines, {
    onProgress: (done) => onProgress(done, 2 * lines.length),
    onAcknowledged: () => acknowledged++,
    ...(interrupted && { earlier: interrupted.earlier }),
  });
  const seconds = (performance.now() - started) / 1000;
  const whole = interrupted ? asOneRun(result, interrupted.earlier) : result;
  const movements = await summarise(bank, whole, lines, seconds);

  const again = await bookMovements(open, file, lines, {
    onProgress: (done) => onProgress(lines.length + done, 2 * lines.length),
  });
  if (store !== undefined) removeNote(store);
  const closerLook = await lookCloser(open, whole);
  const ledgers = await checkLedgers(bank);
  await bank.close();
  return {
    store: store?.label ?? 'memory',
    ...movements,
    ...(interrupted && { resumption: resumptionOf(result, interrupted, note?.acknowledged) }),
    repetition: {
      answered: again.answered.length,
      refused: again.refused.length,
      booked: again.booked.length,
    },
    ...(closerLook && { closerLook }),
    ledgers,
  };
}
