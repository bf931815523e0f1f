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
export function loggerWith(logger: Logger, known: object): Logger {
  const add = (data: object | undefined): object => ({ ...known, ...data });
  return {
    debug: (message, data) => logger.debug(message, add(data)),
    info: (message, data) => logger.info(message, add(data)),
    warn: (message, data) => logger.warn(message, add(data)),
    error: (message, data) => logger.error(message, add(data)),
  };
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
