import type { PostgresOptions } from '../postgres-options.js';

/** Options of the primary, without its place. */
export function forReplica(options: PostgresOptions, replica: string): PostgresOptions {
  const places = new Set(['host', 'port', 'database', 'user', 'password']);
  const others = Object.entries(options).filter(([name]) => !places.has(name));
  return { ...Object.fromEntries(others), connectionString: replica };
}
