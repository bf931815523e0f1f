import { setTimeout as pause } from 'node:timers/promises';

/** Waits until something is so; gives whether it came to be so within so many milliseconds. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  patience: number = 300_000,
): Promise<boolean> {
  const end = performance.now() + patience;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() >= end) return false;
    await pause(2);
  }
}
