import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandError } from '../run/command-error.js';

/** One package of a workspace. */
export interface WorkspacePackage {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** Names of everything it depends on, in whatever way. */
  readonly dependencies: ReadonlySet<string>;
}

/**
 * The packages that a folder is the root of, as npm, yarn and pnpm tell them; the folder itself is not among them.
 *
 * @param folder - absolute.
 */
export async function packagesOf(folder: string): Promise<readonly WorkspacePackage[]> {
  const patterns = [...(await pnpmPatterns(folder)), ...npmPatterns(folder)];
  if (patterns.length === 0) return [];
  const { glob } = await import('tinyglobby');
  const manifests = await glob(
    patterns.map((pattern) => `${pattern.replace(/\/+$/, '')}/package.json`),
    { cwd: folder, absolute: true, ignore: ['**/node_modules/**'], expandDirectories: false },
  );
  return manifests.sort().flatMap((manifest) => readPackage(dirname(manifest)) ?? []);
}

/** The package a folder is; undefined when it is none. */
export function readPackage(folder: string): WorkspacePackage | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const manifest = parse(file);
  const named = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap(
    (key) => Object.keys((manifest[key] as object | undefined) ?? {}),
  );
  const { name } = manifest;
  return { name: typeof name === 'string' ? name : folder, folder, dependencies: new Set(named) };
}

function npmPatterns(folder: string): readonly string[] {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return [];
  const { workspaces } = parse(file);
  const patterns = Array.isArray(workspaces)
    ? workspaces
    : (workspaces as { packages?: unknown } | undefined)?.packages;
  return Array.isArray(patterns) ? patterns.map(String) : [];
}

async function pnpmPatterns(folder: string): Promise<readonly string[]> {
  const file = join(folder, 'pnpm-workspace.yaml');
  if (!existsSync(file)) return [];
  const { parse: parseYaml } = await import('yaml');
  const { packages } = (parseYaml(readFileSync(file, 'utf8')) ?? {}) as { packages?: unknown };
  return Array.isArray(packages) ? packages.map(String) : [];
}

function parse(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new CommandError('CONFIG_INVALID', `${file} is no JSON.`, { why: (error as Error).message, file });
  }
}
