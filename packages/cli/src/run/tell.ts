import { parseArgs } from 'node:util';
import { Page } from '../text/page.js';
import { styleFor } from '../text/style.js';
import { CommandError } from './command-error.js';
import { sealEnvelope } from './envelope.js';
import type { Execution } from './execute.js';
import { variableName } from './flag.js';
import type { Outcome } from './outcome.js';
import type { Surroundings } from './surroundings.js';
import { writeDiagnostic } from './write-diagnostic.js';

/** How a result is told. */
export interface Telling {
  readonly json: boolean;
  readonly verbose: boolean;
  readonly color: boolean | undefined;
}

/** `--json` and its like decide how errors are told as well, so they are looked for before anything is read. */
export function tellingOf(argv: readonly string[], { env }: Surroundings): Telling {
  const words = parseArgs({ args: [...argv], strict: false, tokens: true, options: decisive }).tokens;
  const switched = (name: 'json' | 'verbose' | 'color'): boolean | undefined => {
    const word = words.findLast((each) => each.kind === 'option' && nameIn(each.name) === name);
    const written = word?.kind === 'option' ? (word.value ?? String(word.name === name)) : undefined;
    const said = written ?? env[variableName(name)] ?? '';
    return said === '' ? undefined : ['1', 'true', 'yes'].includes(said);
  };
  const format = words.findLast((each) => each.kind === 'option' && each.name === 'format');
  // `--format json` means the same.
  const isJson =
    ((format?.kind === 'option' ? format.value : undefined) ?? env['DOMAINRY_FORMAT']) === 'json';
  return {
    json: (switched('json') ?? false) || isJson,
    verbose: switched('verbose') ?? false,
    color: switched('color'),
  };
}

/** Flags that decide how a result is told; whatever else was written is nothing to be wrong about here. */
const decisive = {
  json: { type: 'boolean' },
  verbose: { type: 'boolean' },
  color: { type: 'boolean' },
  format: { type: 'string' },
} as const;

/** `--no-json` speaks of the flag `json`. */
function nameIn(written: string): string {
  return written.replace(/^no-/, '');
}

/**
 * Prints what came of a command: its result to standard output, its error to standard error; in an envelope, either.
 *
 * @param durationMs - how long it took.
 */
export function tell(
  { command, result }: Execution,
  telling: Telling,
  surroundings: Surroundings,
  durationMs: number,
): void {
  if (telling.json) surroundings.stdout.write(envelopeOf(command, result, durationMs));
  else if (result instanceof CommandError) tellError(result, telling, surroundings);
  else tellOutcome(result, telling, surroundings);
}

function envelopeOf(command: string, result: Outcome | CommandError, durationMs: number): string {
  if (result instanceof CommandError) {
    const { diagnostics } = result;
    return sealEnvelope({ command, status: 'error', data: null, diagnostics, durationMs });
  }
  const { exit = 0, data, diagnostics = [] } = result;
  return sealEnvelope({ command, status: exit === 0 ? 'ok' : 'findings', data, diagnostics, durationMs });
}

function tellOutcome({ page, raw }: Outcome, { color }: Telling, { stdout, env }: Surroundings): void {
  if (raw !== undefined) stdout.write(raw);
  else if (page !== undefined) {
    const written = new Page(styleFor(stdout, env, color));
    page(written);
    stdout.write(written.toString());
  }
}

function tellError(error: CommandError, { color, verbose }: Telling, { stderr, env }: Surroundings): void {
  const page = new Page(styleFor(stderr, env, color));
  for (const diagnostic of error.diagnostics) writeDiagnostic(page, diagnostic);
  if (verbose && error.options.stack !== undefined) page.gap().code(error.options.stack);
  stderr.write(page.toString());
}
