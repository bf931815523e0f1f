import { createServer, type Server } from 'node:http';
import type { LoadedModels, LoadingContext } from '../load/load-models.js';
import { listening, serve } from './docs-serve.js';
import { documentedProject, siteFiles } from './site.js';

/** The documentation of what is watched, at an address that stays. */
export interface DevSite {
  /** Serves the site of these models to this machine, from now on. Gives its address. */
  open(models: LoadedModels): Promise<string>;
  /** Serves that of other models from now on, if it is served at all. */
  refresh(models: LoadedModels): Promise<void>;
  close(): void;
}

/** A site that nobody has opened yet: it costs nothing before. */
export function devSite(context: LoadingContext): DevSite {
  let files: ReadonlyMap<string, string> = new Map();
  let server: Server | undefined;
  let address = '';
  return {
    async open(models) {
      if (server !== undefined) return address;
      files = await render(models);
      const begun = createServer((request, response) => serve(files, request, response));
      const { port } = await listening(begun, 0);
      server = begun;
      return (address = `http://127.0.0.1:${port}/`);
    },
    async refresh(models) {
      if (server !== undefined) files = await render(models);
    },
    close() {
      server?.close();
      server?.closeAllConnections();
    },
  };

  async function render(models: LoadedModels): Promise<ReadonlyMap<string, string>> {
    const { input } = await documentedProject(context, models);
    return siteFiles(input);
  }
}
