import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Answer, Orders, Request, Task, Word } from '../application/orders.js';

const program = fileURLToPath(new URL('../application/program.js', import.meta.url));

/** Nothing came back: the process was dead before it answered. */
export class Unheard extends Error {}

/** The process said that it did not do it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly reason: string | undefined,
  ) {
    super(reason === undefined ? code : `${code} (${reason})`);
  }
}

/** A process of the application, seen from outside. */
export class Application {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  readonly #words = new Map<Word['word'], Word>();
  readonly #listeners = new Set<() => void>();
  #requests = 0;
  #isOver = false;
  /** What it wrote to standard error, which nothing should. */
  complaints = '';
  /** When it has ended; the code of its exit, null when it was killed. */
  readonly end: Promise<number | null>;

  /** Whether it has ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Starts a process, which loads everything and waits for its orders. */
  constructor() {
    this.#child = spawn(process.execPath, ['--no-warnings', program], { stdio: ['pipe', 'pipe', 'pipe'] });
    // A process that is dead reads nothing any more.
    this.#child.stdin!.on('error', () => undefined);
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.complaints += text));
    const reader = createInterface({ input: this.#child.stdout! });
    reader.on('line', (line) => this.#hear(JSON.parse(line) as Answer | Word));
    this.end = Promise.all([once(this.#child, 'exit'), once(reader, 'close')]).then(([[code]]) => {
      this.#isOver = true;
      for (const waiting of this.#waiting.values()) waiting.reject(new Unheard());
      this.#waiting.clear();
      for (const wake of this.#listeners) wake();
      return code as number | null;
    });
  }

  /**
   * Gives it its orders, and waits until its domain is open.
   *
   * @returns false when the process ended before that.
   * @throws Refused when it could not be opened.
   */
  async open(orders: Orders): Promise<boolean> {
    this.#child.stdin!.write(`${JSON.stringify(orders)}\n`);
    while (!this.#isOver && !this.#words.has('open') && !this.#words.has('failed'))
      await new Promise<void>((resolve) => this.#listeners.add(resolve));
    const failed = this.#words.get('failed');
    if (failed?.word === 'failed') throw new Refused(failed.error, undefined);
    return this.#words.has('open');
  }

  /** @throws Unheard, Refused. */
  ask(task: Task, key?: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#isOver) return reject(new Unheard());
      const request: Request = { id: ++this.#requests, task, ...(key === undefined ? {} : { key }) };
      this.#waiting.set(request.id, { resolve, reject });
      this.#child.stdin!.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Kills it in whatever it is doing, and waits until everything it had said was heard. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.end;
  }

  /** Lets it end what it is doing. */
  async close(): Promise<void> {
    await this.ask({ act: 'close' }).catch(() => undefined);
    await this.end;
  }

  /** Stops it in its tracks, without its knowing; `SIGCONT` lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(signal);
  }

  #hear(line: Answer | Word): void {
    if ('word' in line) {
      this.#words.set(line.word, line);
      for (const wake of this.#listeners) wake();
      this.#listeners.clear();
      return;
    }
    const waiting = this.#waiting.get(line.id);
    this.#waiting.delete(line.id);
    if ('error' in line) waiting?.reject(new Refused(line.error, line.reason));
    else waiting?.resolve(line.result);
  }
}
