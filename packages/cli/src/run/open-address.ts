import { spawn } from 'node:child_process';

/**
 * Shows an address to somebody: with the program that the variable BROWSER names, or else with that of the system.
 *
 * @returns false when there is no such program, or BROWSER is `none`.
 */
export async function openAddress(
  address: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const browser = env['BROWSER'];
  if (browser === 'none') return false;
  const [program, ...given] = browser ? [browser] : systemOpener();
  // On its own, so that it stays when we end.
  const child = spawn(program!, [...given, address], { stdio: 'ignore', detached: true, env: { ...env } });
  child.unref();
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(true));
    child.once('error', () => resolve(false));
  });
}

function systemOpener(): readonly string[] {
  if (process.platform === 'darwin') return ['open'];
  // The first text in quotes would be the title of a window.
  return process.platform === 'win32' ? ['cmd', '/c', 'start', '""'] : ['xdg-open'];
}
