import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isServerThere } from '../stores/postgres-store.js';
import { until } from './until.js';

/** Other proofs go on meanwhile, so nothing is waited for without them. */
const run = promisify(execFile);

/** A setting for proofs that are not about what survives: nobody waits for the disk. */
export const withoutSync = 'fsync = off';

/** A server of a proof's own, which may be stopped, killed and starved. */
export class PostgresCluster {
  readonly url: string;
  readonly #data: string;
  #postmaster: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    private readonly port: number,
  ) {
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    this.#data = join(folder, 'data');
  }

  /**
   * Makes a cluster and starts it.
   *
   * @param folder - an empty one, short enough for a socket to lie in it.
   * @param settings - lines of `postgresql.conf`.
   * @param log - an empty folder for the log of what is written ahead, if that is to be elsewhere.
   */
  static async start(
    folder: string,
    settings: readonly string[] = [],
    log?: string,
  ): Promise<PostgresCluster> {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    // The user of the server has to come by here.
    chmodSync(dirname(folder), 0o711);
    const { uid, gid } = owner() ?? {};
    if (uid !== undefined) for (const own of [folder, ...(log ? [log] : [])]) chownSync(own, uid, gid!);
    const cluster = new PostgresCluster(folder, await freePort());
    const options = ['-D', cluster.#data, '-U', 'postgres', '-A', 'trust', '-N', '--locale=C', '-E', 'UTF8'];
    // Small pieces of the log, so that little room is needed for it.
    if (log !== undefined) options.push('--wal-segsize=1', '--waldir', join(log, 'wal'));
    await run(join(binaries()!, 'initdb'), options, { cwd: folder, ...owner() });
    const lines = [
      `port = ${cluster.port}`,
      "listen_addresses = '127.0.0.1'",
      `unix_socket_directories = '${folder}'`,
      'shared_buffers = 16MB',
      ...settings,
    ];
    appendFileSync(join(cluster.#data, 'postgresql.conf'), `${lines.join('\n')}\n`);
    await cluster.start();
    return cluster;
  }

  /** Starts the server again, and waits until it answers. */
  async start(): Promise<void> {
    // A group of its own, so that all of it can be killed, and nothing else.
    this.#postmaster = spawn(join(binaries()!, 'postgres'), ['-D', this.#data], {
      stdio: 'ignore',
      cwd: this.folder,
      detached: true,
      ...owner(),
    });
    for (let tries = 0; !(await isServerThere(this.url)); tries++) {
      if (this.#postmaster.exitCode !== null || tries > 1_200)
        throw new Error(`The server of a proof does not start: exit code ${this.#postmaster.exitCode}.`);
      await pause(50);
    }
  }

  /**
   * Ends the server.
   *
   * @param how - `immediate`: all its processes drop what they are at; `killed`: nobody is asked.
   */
  async stop(how: 'immediate' | 'killed'): Promise<void> {
    const postmaster = this.#postmaster;
    if (postmaster === undefined || postmaster.exitCode !== null || postmaster.signalCode !== null) return;
    const ended = once(postmaster, 'exit');
    if (how === 'immediate') postmaster.kill('SIGQUIT');
    else process.kill(-postmaster.pid!, 'SIGKILL');
    await ended;
  }

  /** Waits until the server answers; starts it, where it has ended by itself. */
  async restart(): Promise<void> {
    const postmaster = this.#postmaster!;
    const hasEnded = (): boolean => postmaster.exitCode !== null || postmaster.signalCode !== null;
    await until(async () => hasEnded() || (await isServerThere(this.url)));
    if (hasEnded()) await this.start();
  }

  /** What it has logged, by a `log_destination` of `jsonlog`. */
  readLog(): string {
    const folder = join(this.#data, 'log');
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
    return names.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  }
}

/** Why no cluster can be made here; undefined when one can. */
export async function whyNoCluster(): Promise<string | undefined> {
  if (binaries() === undefined)
    return 'no initdb of PostgreSQL is installed here, so no server can be stopped.';
  if (process.getuid?.() === 0 && owner() === undefined)
    return 'PostgreSQL does not run as root, and there is no user postgres.';
  return undefined;
}

/** Copies everything that a server has into another one, by a dump. */
export async function dumpAndRestore(from: PostgresCluster, to: PostgresCluster): Promise<void> {
  const file = join(to.folder, 'dump.sql');
  await run(join(binaries()!, 'pg_dump'), ['--dbname', from.url, '--file', file]);
  const options = ['--quiet', '--no-psqlrc', '--set', 'ON_ERROR_STOP=1'];
  await run(join(binaries()!, 'psql'), [...options, '--dbname', to.url, '--file', file]);
}

/** Where the programs of the server are: the latest version that is installed, or what `DOMAINRY_POSTGRES_BIN` says. */
function binaries(): string | undefined {
  const said = process.env['DOMAINRY_POSTGRES_BIN'];
  const home = '/usr/lib/postgresql';
  const versions = existsSync(home)
    ? readdirSync(home).toSorted((one, other) => Number(other) - Number(one))
    : [];
  const folders = [
    ...(said === undefined ? [] : [said]),
    ...versions.map((version) => join(home, version, 'bin')),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/** The user that the server runs as, where this process is root and may not be the one; nothing to say elsewhere. */
export function owner(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const idOf = (flag: string): number =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return undefined;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
