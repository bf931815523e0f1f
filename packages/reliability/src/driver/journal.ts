import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import type { Task } from '../application/orders.js';

/** A command that was sent, by its key. */
export interface Sent {
  readonly key: string;
  readonly task: Task;
}

/**
 * What was heard of commands from outside, whatever became of processes and stores: the oracle. Each line is in a file before
 * anything else happens; {@link Journal.sync} makes it survive a loss of power.
 */
export class Journal {
  /** Answers of those that were acknowledged, by key. */
  readonly acknowledged = new Map<string, unknown>();
  /** Those of which nobody knows whether they were done. */
  readonly unknown = new Map<string, Sent>();
  /** Those that were refused, with the code: nothing may be left of them. */
  readonly refused = new Map<string, string>();
  /** Keys whose repetition did not give the answer of the first time. */
  readonly unequal: string[] = [];
  /** How often nothing was known of a command. */
  ambiguous = 0;
  readonly #unheard = new Set<string>();
  readonly #file: number;

  /** @param path - of a file that is not there yet. */
  constructor(path: string) {
    this.#file = openSync(path, 'ax');
  }

  /** To be told before anything is sent. */
  sent(sent: Sent): void {
    this.#write({ sent: sent.key, task: sent.task });
    this.unknown.set(sent.key, sent);
  }

  answered(key: string, result: unknown): void {
    this.#write({ answered: key, result });
    const isRepeated = this.acknowledged.has(key);
    if (isRepeated && this.acknowledged.get(key) !== result) this.unequal.push(key);
    this.acknowledged.set(key, result);
    this.unknown.delete(key);
  }

  /** A refusal tells of the last time it was sent; of an earlier time that was not heard of, it does not. */
  wasRefused(key: string, code: string): void {
    this.#write({ refused: key, code });
    if (this.#unheard.has(key)) return;
    this.unknown.delete(key);
    if (!this.acknowledged.has(key)) this.refused.set(key, code);
  }

  /** Nothing was heard of it, or that nobody knows. */
  unheard(key: string): void {
    this.#write({ unheard: key });
    this.#unheard.add(key);
    this.ambiguous += 1;
  }

  sync(): void {
    fdatasyncSync(this.#file);
  }

  close(): void {
    this.sync();
    closeSync(this.#file);
  }

  #write(line: object): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}
