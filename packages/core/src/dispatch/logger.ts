/** Takes what handlers and the framework have to say; the shape that pino and the console share. */
export interface Logger {
  debug(message: string, data?: object): void;
  info(message: string, data?: object): void;
  warn(message: string, data?: object): void;
  error(message: string, data?: object): void;
}

/**
 * The console. All of it goes where warnings go, since what a program prints may be read by another; `debug` says nothing.
 */
export const consoleLogger: Logger = Object.freeze({
  debug: () => undefined,
  info: (message: string, data?: object) => write('warn', message, data),
  warn: (message: string, data?: object) => write('warn', message, data),
  error: (message: string, data?: object) => write('error', message, data),
});

function write(method: 'warn' | 'error', message: string, data: object | undefined): void {
  // oxlint-disable-next-line no-console -- the default logger is the console
  if (data === undefined) console[method](message);
  // oxlint-disable-next-line no-console -- the default logger is the console
  else console[method](message, data);
}

/** A logger that adds the same data to everything it takes. */
export class KnowingLogger implements Logger {
  constructor(
    private readonly logger: Logger,
    private readonly known: object,
  ) {}

  debug(message: string, data?: object): void {
    this.logger.debug(message, { ...this.known, ...data });
  }

  info(message: string, data?: object): void {
    this.logger.info(message, { ...this.known, ...data });
  }

  warn(message: string, data?: object): void {
    this.logger.warn(message, { ...this.known, ...data });
  }

  error(message: string, data?: object): void {
    this.logger.error(message, { ...this.known, ...data });
  }
}

/** A logger that fails for nobody: what it throws is lost, and what it was to write goes to the console. */
export function safeLogger(logger: Logger): Logger {
  const safely =
    (level: keyof Logger) =>
    (message: string, data?: object): void => {
      try {
        logger[level](message, data);
      } catch {
        consoleLogger[level](message, data);
      }
    };
  return { debug: safely('debug'), info: safely('info'), warn: safely('warn'), error: safely('error') };
}
