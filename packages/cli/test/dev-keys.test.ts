import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { runDomainry } from '../src/run/run-domainry.js';
import { copyOfBank } from './copy-of-bank.js';

// Each test imports domains several times, in processes of their own.
jest.setTimeout(180_000);

/** Until something is there; the test's own time limit ends the waiting. */
async function until(isThere: () => boolean): Promise<void> {
  while (!isThere()) await wait(20);
}

/** A terminal that nobody sits at: takes keys, and remembers how it was set. */
class Terminal extends PassThrough {
  readonly isTTY = true;
  isRaw = false;
  readonly modes: boolean[] = [];

  setRawMode(isRaw: boolean): this {
    this.modes.push(isRaw);
    this.isRaw = isRaw;
    return this;
  }
}

interface Watch {
  readonly terminal: Terminal;
  readonly ended: Promise<number>;
  says(text: string): Promise<void>;
  /** As SIGTERM does. */
  stop(): void;
}

function watch(folder: string, env: Record<string, string> = {}, ...flags: string[]): Watch {
  const terminal = new Terminal();
  const stopping = new AbortController();
  let said = '';
  const stream = { write: (text: string) => (said += text), isTTY: true, columns: 80 };
  const ended = runDomainry(['dev', '--no-color', ...flags], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdout: stream,
    stderr: stream,
    stdin: terminal as unknown as NodeJS.ReadStream,
    signal: stopping.signal,
    elapsed: () => 0,
  });
  return {
    terminal,
    ended,
    says: (text) => until(() => said.includes(text)),
    stop: () => stopping.abort('SIGTERM'),
  };
}

/** A program that writes down what it is to show. */
function browserIn(folder: string): { BROWSER: string; shown: string } {
  const shown = join(folder, 'shown.log');
  const program = join(folder, 'browser.sh');
  writeFileSync(program, `#!/bin/sh\nprintf %s "$1" > '${shown}.new' && mv '${shown}.new' '${shown}'\n`);
  chmodSync(program, 0o755);
  return { BROWSER: program, shown };
}

describe('at a terminal, domainry dev', () => {
  it('tells its keys with h, loads anew with r, and ends with q, the terminal being as before', async () => {
    const { terminal, ended, says } = watch(copyOfBank());

    await says('Press h for the keys.');
    terminal.write('xh');
    await says('Opens the documentation in a browser.');
    terminal.write('r');
    await says('The model is the same.');
    terminal.write('q');

    expect(await ended).toBe(0);
    expect(terminal.modes).toEqual([true, false]);
    expect(terminal.isPaused()).toBe(true);
    expect(terminal.listenerCount('keypress')).toBe(0);
  });

  it('ends with q while it still loads', async () => {
    const { terminal, ended } = watch(copyOfBank());

    terminal.write('rrq');

    expect(await ended).toBe(0);
    expect(terminal.modes).toEqual([true, false]);
  });

  it('ends with 130 by Ctrl-C, which is a key as well', async () => {
    const { terminal, ended, says } = watch(copyOfBank());

    await says('Press h');
    terminal.write('\u0003');

    expect(await ended).toBe(130);
    expect(terminal.modes).toEqual([true, false]);
  });

  it('opens the documentation with o, which follows what is saved, until it ends', async () => {
    const folder = copyOfBank();
    const { BROWSER, shown } = browserIn(folder);
    const { terminal, ended, says } = watch(folder, { BROWSER });

    await says('Press h');
    terminal.write('o');
    await until(() => existsSync(shown));
    const address = readFileSync(shown, 'utf8');
    const before = await (await fetch(address)).text();
    const file = join(folder, 'src/banking.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace('private customers', 'merchants'));
    let after = before;
    while (!after.includes('merchants')) {
      await wait(50);
      after = await (await fetch(address)).text();
    }
    terminal.write('q');

    expect(before).toContain('private customers');
    expect(await ended).toBe(0);
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  });

  it('says so when no browser could be started, and when there is nothing to open', async () => {
    const folder = copyOfBank();
    const file = join(folder, 'src/account.ts');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, 'syntax error');
    const { terminal, ended, says } = watch(folder, { BROWSER: join(folder, 'no-such-browser') });

    await says('Press h');
    terminal.write('o');
    await says('There is nothing to open before the domains could be loaded.');
    writeFileSync(file, text);
    await says('7 elements');
    terminal.write('o');
    await says('No browser could be started; the address is above.');
    terminal.write('q');

    expect(await ended).toBe(0);
  });

  it('takes no keys with --json: whoever reads that is a program', async () => {
    const { terminal, says, stop, ended } = watch(copyOfBank(), {}, '--json');

    await says('"findings"');
    stop();

    expect(await ended).toBe(143);
    expect(terminal.modes).toEqual([]);
  });
});

(canOpenTerminals() ? describe : describe.skip)('at a terminal of the system, domainry dev', () => {
  it('gives it back as it was, whatever it is ended by', async () => {
    const folder = copyOfBank();
    const command = commandLine(['dev', '--no-color']);
    const script = `stty -g > before; ${command}; echo "ended with $?"; stty -g > after`;
    const ends: readonly [key: string, end: string][] = [
      ['q', 'ended with 0'],
      ['\u0003', 'ended with 130'],
    ];
    for (const [key, end] of ends) {
      const child = spawn('script', ['-qec', script, '/dev/null'], { cwd: folder, env: environment() });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
      try {
        await until(() => said.includes('Press h'));
        child.stdin.write(key);
        await until(() => said.includes('ended with'));
        await until(() => existsSync(join(folder, 'after')) && settings(folder, 'after') !== '');
      } finally {
        child.kill('SIGKILL');
      }

      expect(said).toContain(end);
      expect(settings(folder, 'after')).toBe(settings(folder, 'before'));
    }
  });
});

function settings(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TERM: 'xterm',
    SHELL: '/bin/sh',
    TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../docs/tsconfig.json', import.meta.url)),
  };
}

/** The command from its sources, for a shell. */
function commandLine(argv: readonly string[]): string {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const script = fileURLToPath(new URL('../src/domainry.ts', import.meta.url));
  const words = [process.execPath, '--conditions=@domainry/source', '--import', tsx, script, ...argv];
  return words.map((word) => `'${word}'`).join(' ');
}

/** Whether `script` of util-linux is here, which opens a terminal for a command. CI asks for it in any case. */
function canOpenTerminals(): boolean {
  if (process.env['CI'] === 'true') return true;
  try {
    execFileSync('script', ['-qec', 'stty -g', '/dev/null'], { stdio: ['pipe', 'pipe', 'pipe'] });
    return true;
  } catch {
    process.emitWarning(
      'SKIPPED: domainry dev at a terminal of the system, which script of util-linux opens.',
    );
    return false;
  }
}
