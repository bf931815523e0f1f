/**
 * PostgreSQL for Domainry: a domain in a database that many processes share.
 *
 * @packageDocumentation
 */
export { postgres } from './postgres.js';
export type { PostgresOptions } from './postgres-options.js';
export type { Migrations } from '@domainry/sql';
