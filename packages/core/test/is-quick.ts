/**
 * Milliseconds that a function takes of the processor. What else runs on the machine does not count; where the engine
 * works on several threads, neither does that.
 */
export function timeOf(act: () => void): number {
  const started = performance.now();
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return Math.min(performance.now() - started, (user + system) / 1000);
}

/** Whether one of three attempts takes less than so many milliseconds: a busy moment of the machine is soon over. */
export function isQuick(act: () => void, milliseconds: number): boolean {
  for (let attempt = 0; attempt < 3; attempt++) if (timeOf(act) < milliseconds) return true;
  return false;
}
