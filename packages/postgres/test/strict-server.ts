import { createServer, type AddressInfo } from 'node:net';

/**
 * Speaks as much of the protocol as it takes to ask for a password and to refuse it. A server that is there for tests trusts
 * everybody.
 */
export async function strictServer(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (message) => {
      // SSLRequest: no, thank you.
      if (message.length === 8) return void socket.write('N');
      const isPassword = message[0] === 'p'.charCodeAt(0);
      socket.write(isPassword ? refusal() : passwordWanted());
      if (isPassword) socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** AuthenticationCleartextPassword. */
function passwordWanted(): Buffer {
  return messageOf('R', Buffer.from([0, 0, 0, 3]));
}

/** ErrorResponse. */
function refusal(): Buffer {
  const fields = ['SFATAL', 'VFATAL', 'C28P01', 'Mpassword authentication failed'];
  return messageOf('E', Buffer.from(`${fields.map((field) => `${field}\0`).join('')}\0`));
}

function messageOf(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, body]);
}
