/** What the terminal can do: whether to colour, and whether a line may be written over. */
export interface Terminal {
  readonly paint: (style: Style, text: string) => string;
  /** Shows how far the work is, on a line of its own that {@link Terminal.clear} takes away. Nothing outside a TTY. */
  readonly progress: (done: number, total: number) => void;
  readonly clear: () => void;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

const codes: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

export function openTerminal(
  out: NodeJS.WriteStream = process.stdout,
  progressOn: NodeJS.WriteStream = process.stderr,
  env: NodeJS.ProcessEnv = process.env,
): Terminal {
  const isColoured = wantsColour(out, env);
  const showsProgress = progressOn.isTTY === true && isOff(env['CI']);
  return {
    paint: (style, text) => (isColoured ? `\u001B[${codes[style]}m${text}\u001B[0m` : text),
    progress: (done, total) => {
      if (showsProgress) progressOn.write(`\r\u001B[KBooking ${Math.floor((done / total) * 100)} %`);
    },
    clear: () => {
      if (showsProgress) progressOn.write('\r\u001B[K');
    },
  };
}

/** FORCE_COLOR decides, as in Node itself; then NO_COLOR (no-color.org) and CI; then whether somebody is watching. */
export function wantsColour({ isTTY }: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, CI: ci, TERM: term } = env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTTY === true && (refused ?? '') === '' && isOff(ci) && term !== 'dumb';
}

function isOff(setting: string | undefined): boolean {
  return setting === undefined || setting === '' || setting === '0' || setting === 'false';
}
