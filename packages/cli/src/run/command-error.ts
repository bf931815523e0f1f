import { commandErrorCodes, type CommandErrorCode } from './command-error-codes.js';
import type { Diagnostic } from './diagnostic.js';
import type { ExitCode } from './exit-codes.js';

/** What a {@link CommandError} may say beside its message. */
export interface CommandErrorOptions {
  readonly why?: string;
  /** Instead of the remedy of its code. */
  readonly fix?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Shown with `--verbose`. */
  readonly stack?: string;
  readonly cause?: unknown;
  /** More that is wrong, each by itself. */
  readonly others?: readonly Diagnostic[];
}

/** Ends a command without a result: what happened, why, and what to do. */
export class CommandError extends Error {
  readonly code: CommandErrorCode;
  readonly options: CommandErrorOptions;

  constructor(code: CommandErrorCode, message: string, options: CommandErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'CommandError';
    this.code = code;
    this.options = options;
  }

  get exit(): ExitCode {
    return commandErrorCodes[this.code].exit;
  }

  /** The error first, then what else is wrong. */
  get diagnostics(): readonly Diagnostic[] {
    const { why, fix, file, line, column, others = [] } = this.options;
    const own: Diagnostic = {
      code: this.code,
      level: 'error',
      message: this.message,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
      ...(why === undefined ? {} : { why }),
      fix: fix ?? commandErrorCodes[this.code].remedy,
    };
    return [own, ...others];
  }
}
