/**
 * SQLite for Domainry: a domain in one file.
 *
 * @packageDocumentation
 */
export { sqlite } from './sqlite.js';
export type { SqliteOptions } from './sqlite-options.js';
export type { SqliteDriverName } from './driver/open-handle.js';
