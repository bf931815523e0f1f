import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommandError } from '../run/command-error.js';
import { commandErrorCodes } from '../run/command-error-codes.js';
import { sealEnvelope } from '../run/envelope.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import { documentedProject, siteFiles } from './site.js';

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

export const docsServe = defineCommand({
  name: 'docs serve',
  summary: 'Serves the documentation site to this machine.',
  description: 'Renders the site anew and serves it from memory, at 127.0.0.1 only, until it is interrupted.',
  flags: {
    ...flagsOfLoading,
    port: {
      type: 'number',
      value: 'port',
      default: 4400,
      what: 'Where it is served; 0 for any port that is free.',
    },
  },
  examples: [
    { call: 'domainry docs serve --port 0', what: 'Prints the address, and serves until it is interrupted.' },
  ],
  async run(context) {
    const { flags, surroundings } = context;
    const { input } = await documentedProject(context);
    const files = await siteFiles(input);
    const server = createServer((request, response) => serve(files, request, response));
    const { port } = await listening(server, flags.port);
    const url = `http://127.0.0.1:${port}/`;
    if (flags.json) {
      const data = { url, files: files.size };
      surroundings.stdout.write(
        sealEnvelope({ command: 'docs serve', status: 'ok', data, diagnostics: [], durationMs: 0 }),
      );
    } else {
      surroundings.stdout.write(`${url}\n`);
      context.note('Serving until it is interrupted.');
    }
    if (!surroundings.signal.aborted) await once(surroundings.signal, 'abort');
    server.close();
    server.closeAllConnections();
    return { data: null };
  },
});

/**
 * Has a server listen to this machine.
 *
 * @param port - 0 for any that is free.
 * @throws CommandError PORT_TAKEN.
 */
export async function listening(server: Server, port: number): Promise<AddressInfo> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new CommandError('PORT_TAKEN', `Port ${port} cannot be used.`, {
      why: (error as Error).message,
      cause: error,
    });
  }
  return server.address() as AddressInfo;
}

/**
 * Answers one request. Pages that a browser was led to by another site's name for this machine are refused, so that no
 * site can read the documentation.
 */
export function serve(
  files: ReadonlyMap<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (!['localhost', '127.0.0.1', '[::1]'].includes(host)) {
    answer(response, 403, 'txt', commandErrorCodes.HOST_REFUSED.sentence);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    answer(response, 405, 'txt', 'There is only something to read.');
    return;
  }
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const path = decoded(pathname).replace(/^\/+/, '');
  const found = [path, `${path}index.html`, `${path}/index.html`].find((each) => files.has(each));
  if (found === undefined) answer(response, 404, 'txt', 'There is no such page.');
  else if (found === `${path}/index.html` && path !== '')
    response.writeHead(308, { location: `${pathname}/` }).end();
  else answer(response, 200, found.slice(found.lastIndexOf('.') + 1), files.get(found)!);
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // A lone % is no page of ours.
    return pathname;
  }
}

function answer(response: ServerResponse, status: number, ending: string, text: string): void {
  response.writeHead(status, {
    'content-type': types[ending] ?? 'application/octet-stream',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}
