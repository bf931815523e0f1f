import { isBusy } from '../map-error.js';
import type { WritingTurn } from '../transaction.js';
import type { SqliteConnection } from './connection.js';
import { WriteLock } from './write-lock.js';

/** Who may write to a file, one after the other: for all that this process has of it. */
export class WriteTurns {
  readonly #lock = new WriteLock();
  #isWriting = false;

  /** @param busyTimeout - milliseconds that one waits for another process, at most. */
  constructor(private readonly busyTimeout: number) {}

  /** Whether somebody writes right now. */
  get isWriting(): boolean {
    return this.#isWriting;
  }

  /**
   * Waits for one's turn, and begins a transaction.
   *
   * @param assertOpen - throws where nobody may write any more.
   */
  async begin(connection: SqliteConnection, assertOpen: () => void): Promise<WritingTurn> {
    const end = await this.#lock.take();
    try {
      assertOpen();
      await this.#beginImmediate(connection, assertOpen);
    } catch (error) {
      end();
      throw error;
    }
    let hasEnded = false;
    const finish = (): void => {
      hasEnded = true;
      this.#isWriting = false;
      end();
    };
    return {
      connection,
      commit: () => {
        assertOpen();
        connection.run('COMMIT');
        finish();
      },
      rollback: () => {
        if (hasEnded) return;
        try {
          connection.run('ROLLBACK');
        } catch {
          // SQLite has rolled back by itself, as it does when the disk is full; or the file was closed.
        }
        finish();
      },
    };
  }

  /** Another process may be writing: that is waited for without stopping this one. */
  async #beginImmediate(connection: SqliteConnection, assertOpen: () => void): Promise<void> {
    const until = performance.now() + this.busyTimeout;
    for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
      try {
        connection.run('BEGIN IMMEDIATE');
        this.#isWriting = true;
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() >= until) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
      assertOpen();
    }
  }
}
