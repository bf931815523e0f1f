import { realpathSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { ownModule } from './package-folder.js';

/** Watches which copies of the framework the modules of this process import; the one that reads their models counts. */
export class FrameworkCopies {
  readonly #port;
  readonly #own = folderOf(import.meta.resolve('@domainry/core'));
  readonly #others = new Set<string>();

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.unref();
    register(pathToFileURL(ownModule('load/copies-hook')), {
      data: { port: port2 },
      transferList: [port2],
    });
  }

  /** Folders of the copies that were imported so far: the command's own, then the others in the order of their names. */
  folders(): readonly string[] {
    for (let next = receiveMessageOnPort(this.#port); next; next = receiveMessageOnPort(this.#port)) {
      const folder = folderOf(String(next.message));
      if (folder !== this.#own) this.#others.add(folder);
    }
    return [this.#own, ...[...this.#others].sort()];
  }
}

function folderOf(url: string): string {
  return realpathSync(fileURLToPath(url)).replace(/[\\/](?:src|dist)[\\/].*$/, '');
}
