import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** A server of one's own, which can be stopped and started. */
export interface OwnServer {
  readonly url: string;
  start(): Promise<void>;
  /** As when the machine loses its power: nothing is brought to an end. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

/** Where the programs of the server are; undefined where there are none. */
export function findPrograms(): string | undefined {
  const folder = '/usr/lib/postgresql';
  if (!existsSync(folder)) return undefined;
  const versions = readdirSync(folder).toSorted((one, other) => Number(other) - Number(one));
  return versions
    .map((version) => join(folder, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

/** The user that servers run as: the server refuses to run as root. */
export function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @param programs - see {@link findPrograms}. */
export async function ownServer(programs: string): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-server-'));
  const user = serverUser();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  execFileSync(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync'], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let running: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (running === undefined) return;
    const ended = new Promise((resolve) => running!.once('exit', resolve));
    // SIGQUIT is an immediate stop, without a checkpoint.
    running.kill('SIGQUIT');
    await ended;
    running = undefined;
  };
  return {
    url,
    async start() {
      const flags = ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder];
      running = spawn(join(programs, 'postgres'), flags, { ...user, cwd: folder, stdio: 'ignore' });
      await answers(url);
    },
    kill,
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until a server answers. */
export async function answers(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt === 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
