import { connect, createServer, type AddressInfo } from 'node:net';

/** A way to the server that remembers what was sent. */
export interface LoggingProxy {
  /** URL of the database, by way of the proxy. */
  readonly url: string;
  /** Texts of statements, by connection, in the order in which they were sent. One that is prepared is told by its text each time. */
  readonly sent: readonly (readonly string[])[];
  close(): void;
}

/** Begins to listen. */
export async function loggingProxy(url: string): Promise<LoggingProxy> {
  const { hostname, port } = new URL(url);
  const sent: string[][] = [];
  const server = createServer((client) => {
    const upstream = connect(Number(port || 5432), hostname);
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    const texts: string[] = [];
    sent.push(texts);
    const read = messageReader(texts);
    client.on('data', (data: Buffer) => {
      read(data);
      upstream.write(data);
    });
    upstream.on('data', (data) => client.write(data));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = `${(server.address() as AddressInfo).port}`;
  return { url: through.href, sent, close: () => server.close() };
}

/** Reads the messages of the protocol: Q is a text; P prepares one under a name, which B binds. */
function messageReader(texts: string[]): (data: Buffer) => void {
  const prepared = new Map<string, string>();
  let rest = Buffer.alloc(0);
  let hasStarted = false;
  const name = (bytes: Buffer, from: number): string => bytes.toString('utf8', from, bytes.indexOf(0, from));
  return (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const head = hasStarted ? 1 : 0;
      if (rest.length < head + 4) return;
      const length = rest.readInt32BE(head) + head;
      if (rest.length < length) return;
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      const kind = hasStarted ? String.fromCharCode(message[0]!) : '';
      hasStarted = true;
      if (kind === 'Q') texts.push(name(message, 5));
      if (kind === 'P') {
        const called = name(message, 5);
        prepared.set(called, name(message, 5 + Buffer.byteLength(called) + 1));
      }
      if (kind === 'B') {
        const portal = name(message, 5);
        const called = name(message, 5 + Buffer.byteLength(portal) + 1);
        texts.push(prepared.get(called) ?? '');
      }
    }
  };
}
