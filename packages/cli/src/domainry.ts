#!/usr/bin/env node
import { runDomainry } from './run/run-domainry.js';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Who asks twice does not want to wait.
    if (stopping.signal.aborted) process.exit(signal === 'SIGTERM' ? 143 : 130);
    stopping.abort(signal);
  });
}
// Whoever reads our output may stop reading, as `| head` does.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

process.exitCode = await runDomainry(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  signal: stopping.signal,
  elapsed: () => performance.now(),
});
