import pc from 'picocolors';
import type { TextStream } from '../run/surroundings.js';

/** How a piece of text looks. */
export type Look = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

/** What a terminal can show. */
export interface Style {
  paint(text: string, look: Look): string;
  readonly hasColour: boolean;
  /** Columns of a line; Infinity where nothing has to be wrapped. */
  readonly width: number;
  /** Whether lines and arrows may be drawn with more than ASCII. */
  readonly isUnicode: boolean;
}

/**
 * How to write to a stream: what was asked for decides, then NO_COLOR, FORCE_COLOR, TERM and whether it is a terminal.
 *
 * @param color - what `--color` or `--no-color` said.
 */
export function styleFor(
  stream: TextStream,
  env: Readonly<Record<string, string | undefined>>,
  color?: boolean,
): Style {
  const hasColour = color ?? wantsColour(stream, env);
  const { bold, dim, red, yellow, green, cyan } = pc.createColors(hasColour);
  const paints = { bold, dim, red, yellow, green, cyan };
  const columns = Number(env['COLUMNS']);
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'UTF-8';
  return {
    paint: (text, look) => paints[look](text),
    hasColour,
    // Terminals that nobody has told a size, as in containers, say 0.
    width: columns > 0 ? columns : stream.isTTY === true ? stream.columns || 80 : Infinity,
    isUnicode: env['TERM'] !== 'dumb' && env['TERM'] !== 'linux' && /utf-?8/i.test(locale),
  };
}

function wantsColour(stream: TextStream, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return env['TERM'] !== 'dumb' && stream.isTTY === true;
}
