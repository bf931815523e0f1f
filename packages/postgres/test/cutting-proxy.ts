import { connect, createServer, type AddressInfo } from 'node:net';
import { url } from './server.js';

/** A way to the server that can lose an answer. */
export interface CuttingProxy {
  /** URL of the database, by way of the proxy. */
  readonly url: string;
  /**
   * Has the connection cut that next sends a text to the server.
   *
   * @param when - before the server gets it, or once it has answered, which nobody hears.
   */
  cut(text: string, when: 'before' | 'answered'): void;
  close(): void;
}

/** Begins to listen. */
export async function cuttingProxy(): Promise<CuttingProxy> {
  const { hostname, port } = new URL(url);
  let next: { readonly text: string; readonly when: 'before' | 'answered' } | undefined;
  const server = createServer((client) => {
    const upstream = connect(Number(port || 5432), hostname);
    let isCut = false;
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    client.on('data', (sent) => {
      if (next !== undefined && sent.includes(next.text)) {
        isCut = true;
        const { when } = next;
        next = undefined;
        if (when === 'before') return end();
      }
      upstream.write(sent);
    });
    upstream.on('data', (answer) => {
      if (isCut) end();
      else client.write(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = `${(server.address() as AddressInfo).port}`;
  return {
    url: through.href,
    cut: (text, when) => {
      next = { text, when };
    },
    close: () => server.close(),
  };
}
