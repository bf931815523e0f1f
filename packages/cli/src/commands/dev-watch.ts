import { EventEmitter, on } from 'node:events';
import { changesIn } from '../load/changes-in.js';
import { shownPath } from '../load/find-domains.js';
import type { LoadingContext } from '../load/load-models.js';
import type { Outcome } from '../run/outcome.js';
import { listenForKeys, type DevKey, type PressedKey } from './dev-keys.js';
import { DevRounds } from './dev-rounds.js';

/** Something to be done: one comes after another. */
type Occasion = { readonly changed: readonly string[] } | { readonly key: Exclude<DevKey, 'q'> };

/** Loads the domains, and again whenever sources change or somebody asks for it, until it is told to end. */
export async function watchProject(context: LoadingContext): Promise<Outcome> {
  const { flags, surroundings, config } = context;
  const { stdin, stdout } = surroundings;
  const quitting = new AbortController();
  const signal = AbortSignal.any([surroundings.signal, quitting.signal]);
  const rounds = new DevRounds({ ...context, surroundings: { ...surroundings, signal } });
  const occasions = new EventEmitter();
  const arriving = on(occasions, 'occasion', { signal }) as AsyncIterable<[Occasion]>;
  const watching = tellChanges(changesIn(config.root, signal), occasions);
  const hasKeys = stdin?.isTTY === true && stdout.isTTY === true && !flags.json;
  const giveBack = hasKeys ? listenForKeys(stdin, press) : (): void => {};
  try {
    await rounds.load();
    if (hasKeys) context.note('Watching. Press h for the keys.');
    for await (const [occasion] of arriving) {
      // What was asked for before it was told to end still arrives.
      if (signal.aborted) break;
      await take(occasion, rounds, context);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    giveBack();
    rounds.end();
    quitting.abort();
    await watching;
  }
  return quitting.signal.reason === 'SIGINT' ? { data: null, exit: 130 } : { data: null };

  function press(key: PressedKey): void {
    if (key !== 'q' && key !== 'interrupt') {
      occasions.emit('occasion', { key });
      return;
    }
    // At once: whoever presses Ctrl-C another time does not want to wait, and then it is a signal again.
    giveBack();
    quitting.abort(key === 'q' ? 'quit' : 'SIGINT');
  }
}

async function take(occasion: Occasion, rounds: DevRounds, { note, cwd }: LoadingContext): Promise<void> {
  if ('changed' in occasion) {
    note(`Changed: ${occasion.changed.map((file) => shownPath(file, cwd)).join(', ')}`);
    await rounds.load();
  } else if (occasion.key === 'r') await rounds.load();
  else if (occasion.key === 'o') await rounds.open();
  else rounds.help();
}

async function tellChanges(
  changes: AsyncIterable<readonly string[]>,
  occasions: EventEmitter,
): Promise<void> {
  try {
    for await (const changed of changes) occasions.emit('occasion', { changed });
  } catch (error) {
    occasions.emit('error', error);
  }
}
