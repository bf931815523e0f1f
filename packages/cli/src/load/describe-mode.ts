import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What a module meets that opens a connection while it is only described. */
export class SocketRefused extends Error {
  constructor(what: string) {
    super(`A module tried to ${what} while the domain was only described.`);
    this.name = 'SocketRefused';
  }
}

/**
 * From here on, modules of this process are imported to learn what they declare: `init()` of a domain opens nothing, and
 * whatever else tries to open a socket is refused. What Node itself opened before stays open.
 *
 * @returns what ends it, for who goes on to open something on purpose.
 */
export function enterDescribeMode(): () => void {
  (globalThis as Record<symbol, unknown>)[Symbol.for('domainry.describe')] = true;
  const net = require('node:net') as typeof import('node:net');
  const dgram = require('node:dgram') as typeof import('node:dgram');
  // oxlint-disable typescript/unbound-method -- they are put back where they were
  const { connect } = net.Socket.prototype;
  const { listen } = net.Server.prototype;
  const { createSocket } = dgram;
  // oxlint-enable typescript/unbound-method
  net.Socket.prototype.connect = function connect(...given: unknown[]): never {
    throw new SocketRefused(`connect to ${targetOf(given)}`);
  };
  net.Server.prototype.listen = function listen(...given: unknown[]): never {
    throw new SocketRefused(`listen at ${targetOf(given)}`);
  };
  dgram.createSocket = function createSocket(): never {
    throw new SocketRefused('open a datagram socket');
  };
  return () => {
    (globalThis as Record<symbol, unknown>)[Symbol.for('domainry.describe')] = false;
    net.Socket.prototype.connect = connect;
    net.Server.prototype.listen = listen;
    dgram.createSocket = createSocket;
  };
}

/** Node hands its options over in a list of their own at times. */
function targetOf(given: readonly unknown[]): string {
  const [first, second] = given.flat() as readonly unknown[];
  if (typeof first === 'object' && first !== null) {
    const { host, port, path } = first as { host?: string; port?: number | string; path?: string };
    return path === undefined ? `${host ?? 'localhost'}:${port}` : path;
  }
  return typeof second === 'string' ? `${second}:${String(first)}` : String(first);
}
