import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CommandError } from '../run/command-error.js';

/** Where the domain is made, and where its elements are imported. */
export interface Place {
  readonly folder: string;
  /** Absolute; the module that imports the elements. */
  readonly entry: string;
  /** Variable of the domain. */
  readonly domain: string;
  readonly module: string;
  /** The entry makes the domain itself, so elements import it, and it cannot import them. */
  readonly isHolder: boolean;
}

/**
 * Finds out how a domain is put together.
 *
 * @param entry - absolute.
 * @throws CommandError DOMAIN_NOT_FOUND.
 */
export function placeOf(entry: string): Place {
  const text = readFileSync(entry, 'utf8');
  const folder = dirname(entry);
  const made = /export const (\w+)(?:\s*:\s*\w+)? = new Domain\(/.exec(text)?.[1];
  const door = join(folder, 'index.ts');
  if (made !== undefined) {
    const module = `./${basename(entry).replace(/ts$/, 'js')}`;
    return door !== entry && existsSync(door)
      ? { folder, entry: door, domain: made, module, isHolder: false }
      : { folder, entry, domain: made, module, isHolder: true };
  }
  const [, domain, module] = /export \{[^}]*?\b(\w+)\b[^}]*\} from '(\.[^']+)'/.exec(text) ?? [];
  if (domain !== undefined && module !== undefined) return { folder, entry, domain, module, isHolder: false };
  throw new CommandError(
    'DOMAIN_NOT_FOUND',
    `${entry} neither makes a domain nor exports that of another module.`,
    {
      fix: "Write: export { banking } from './banking.js';",
    },
  );
}

/** Adds the import after the last one of its kind, or above everything that is no comment. */
export function withImport(text: string, module: string): string {
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => /^import '\.[^']*';$/.test(line));
  const first = lines.findIndex((line) => /^(?:import|export)\b/.test(line));
  const at = last !== -1 ? last + 1 : first === -1 ? lines.length : first;
  return [...lines.slice(0, at), `import '${module}';`, ...lines.slice(at)].join('\n');
}
