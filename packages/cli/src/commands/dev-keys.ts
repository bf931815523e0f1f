import { emitKeypressEvents } from 'node:readline';

/** What each key does while `domainry dev` watches. */
export const devKeys = {
  r: 'Reloads the domains.',
  o: 'Opens the documentation in a browser.',
  h: 'Shows the keys.',
  q: 'Quits.',
} as const;

export type DevKey = keyof typeof devKeys;

/** A key that means something; a terminal that hands over keys sends no signal for Ctrl-C. */
export type PressedKey = DevKey | 'interrupt';

/** The part of a key press, as Node tells it, that is looked at. */
interface KeyPress {
  readonly name?: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
}

/**
 * Takes keys from a terminal one by one, without Enter. Keys that mean nothing are passed over.
 *
 * @param stdin - a terminal.
 * @returns what gives the terminal back as it was; calling it again does nothing.
 */
export function listenForKeys(stdin: NodeJS.ReadStream, press: (key: PressedKey) => void): () => void {
  const wasRaw = stdin.isRaw;
  let isListening = true;
  const heard = (_text: string | undefined, { name = '', ctrl, meta }: KeyPress): void => {
    if (ctrl && name === 'c') press('interrupt');
    else if (!ctrl && !meta && isDevKey(name)) press(name);
  };
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.on('keypress', heard);
  stdin.resume();
  return () => {
    if (!isListening) return;
    isListening = false;
    stdin.off('keypress', heard);
    stdin.setRawMode(wasRaw);
    stdin.pause();
  };
}

function isDevKey(name: string): name is DevKey {
  return Object.hasOwn(devKeys, name);
}
