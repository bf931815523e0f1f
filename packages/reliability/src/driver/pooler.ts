import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isServerThere } from '../stores/postgres-store.js';
import { freePort, owner, type PostgresCluster } from './postgres-cluster.js';
import { until } from './until.js';

const program = '/usr/sbin/pgbouncer';

/** A PgBouncer in front of a server, which gives each transaction another connection. */
export class Pooler {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  /** @param folder - for its settings; made, if it is not there. */
  static async start(folder: string, cluster: PostgresCluster): Promise<Pooler> {
    const port = await freePort();
    const server = new URL(cluster.url);
    const settings = {
      listen_addr: '127.0.0.1',
      listen_port: port,
      auth_type: 'any',
      pool_mode: 'transaction',
      // Fewer than there are clients: they get each other's connections.
      default_pool_size: 12,
      unix_socket_dir: '',
    };
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const file = join(folder, 'pgbouncer.ini');
    writeFileSync(
      file,
      [
        '[databases]',
        `postgres = host=${server.hostname} port=${server.port} dbname=postgres user=postgres`,
        '[pgbouncer]',
        ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
      ].join('\n'),
      { mode: 0o644 },
    );
    const user = owner();
    if (user !== undefined) chownSync(folder, user.uid, user.gid);
    const child = spawn(program, [file], { ...user, stdio: 'ignore' });
    const pooler = new Pooler(`postgres://postgres@127.0.0.1:${port}/postgres`, child);
    if (!(await until(() => child.exitCode !== null || isServerThere(pooler.url))) || child.exitCode !== null)
      throw new Error(`The pooler of a proof does not start: exit code ${child.exitCode}.`);
    return pooler;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}

/** Why no pooler can be put in front of a server here; undefined when one can. */
export async function whyNoPooler(): Promise<string | undefined> {
  return existsSync(program) ? undefined : 'no PgBouncer is installed here, so none can stand in between.';
}
