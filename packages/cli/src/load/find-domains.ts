import { existsSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { CommandError } from '../run/command-error.js';
import { suggest } from '../run/suggest.js';
import type { DomainSource } from './config.js';
import type { ProjectConfig } from './read-config.js';
import { packagesOf, readPackage } from './workspace.js';

/** A module with a domain that was picked. */
export interface FoundDomain {
  /** What it is called by: its name in the configuration, or that of its package. */
  readonly name: string;
  /** Absolute path of the module. */
  readonly entry: string;
  /** The export that is the domain; found out by looking when undefined. */
  readonly exported: string | undefined;
  /** Absolute paths of further modules. */
  readonly modules: readonly string[];
  /** The door of its package, imported as well when the entry alone registers nothing. */
  readonly door?: string;
  /** Why it was picked, for people. */
  readonly why: string;
}

/** Where a domain is looked for in a package, the likeliest first. */
const usualEntries = [
  'src/domain.ts',
  'src/domain.mts',
  'src/domain.js',
  'src/domain.mjs',
  'domain.ts',
  'domain.js',
];

/**
 * Finds the modules with domains: those that are named, or else those of the configuration, or else src/domain.ts of the
 * package, or else that of each package of the workspace that depends on the framework.
 *
 * @param named - values of `--domain`.
 * @throws CommandError DOMAIN_NOT_FOUND, PROJECT_NOT_FOUND.
 */
export async function findDomains(
  cwd: string,
  project: ProjectConfig,
  named: readonly string[],
): Promise<readonly FoundDomain[]> {
  const configured = await configuredDomains(project);
  if (named.length > 0) {
    return Promise.all(named.map((name) => namedDomain(name, cwd, configured)));
  }
  if (configured.length > 0) return configured;
  const own = readPackage(cwd) === undefined ? undefined : usualEntry(cwd);
  if (own !== undefined) return [own];
  const packages = await dependentPackages(cwd);
  const found = packages.flatMap(({ name, folder }) => usualEntry(folder, name) ?? []);
  if (found.length > 0) return found;
  throw new CommandError('DOMAIN_NOT_FOUND', 'No domain was found here.', {
    why: `Looked for ${project.file ? `domains in ${project.file}` : 'domainry.config.ts'}, ${usualEntries[0]!} in ${cwd}, and the packages of a workspace that depend on @domainry/core (${packages.length === 0 ? 'there are none' : `${packages.map(({ name }) => name).join(', ')}, without ${usualEntries[0]!}`}).`,
  });
}

async function configuredDomains({ root, config, file }: ProjectConfig): Promise<readonly FoundDomain[]> {
  const { domains = {} } = config;
  return Promise.all(
    Object.entries(domains).map(async ([key, given]: [string, string | DomainSource]) => {
      const source = typeof given === 'string' ? { entry: given } : given;
      const name = Array.isArray(domains) ? source.entry : key;
      const { path, exported } = splitEntry(source.entry);
      const entry = resolve(root, path);
      if (!existsSync(entry)) {
        throw new CommandError('DOMAIN_NOT_FOUND', `The domain ${name} has no module ${path}.`, {
          why: `${file ?? 'The configuration'} names it.`,
          fix: 'Correct the path; it is relative to the configuration.',
        });
      }
      const modules = await modulesOf(source, root, entry);
      return { name, entry, exported, modules, why: `${file ?? 'the configuration'} names it` };
    }),
  );
}

async function modulesOf(source: DomainSource, root: string, entry: string): Promise<readonly string[]> {
  if (source.include === undefined) return [];
  const { glob } = await import('tinyglobby');
  const files = await glob([...source.include], {
    cwd: root,
    absolute: true,
    ignore: ['**/node_modules/**', '**/*.d.ts', ...(source.exclude ?? [])],
  });
  return files.filter((file) => file !== entry).sort();
}

/** A module, a name of the configuration, or a package of the workspace, in this order. */
async function namedDomain(
  name: string,
  cwd: string,
  configured: readonly FoundDomain[],
): Promise<FoundDomain> {
  const known = configured.find((each) => each.name === name);
  if (known !== undefined) return known;
  const { path, exported } = splitEntry(name);
  const entry = resolve(cwd, path);
  if (existsSync(entry) && /\.[cm]?[jt]sx?$/.test(path)) {
    return { name: path, entry, exported, modules: [], ...doorBeside(entry), why: 'it was named' };
  }
  const packages = await dependentPackages(cwd);
  const one = packages.find((each) => each.name === path || each.name.endsWith(`/${path}`));
  const found = one && usualEntry(one.folder, one.name);
  if (found !== undefined) return { ...found, exported };
  const names = [...configured, ...packages].map((each) => each.name);
  const meant = suggest(name, names);
  throw new CommandError(
    'DOMAIN_NOT_FOUND',
    `${name} is no module, no package and no name of the configuration.`,
    names.length === 0
      ? {}
      : { fix: `${meant ? `Did you mean ${meant}? ` : ''}There is: ${names.join(', ')}.` },
  );
}

async function dependentPackages(folder: string): ReturnType<typeof packagesOf> {
  return (await packagesOf(folder)).filter(({ dependencies }) => dependencies.has('@domainry/core'));
}

function usualEntry(folder: string, name?: string): FoundDomain | undefined {
  const path = usualEntries.find((each) => existsSync(join(folder, each)));
  if (path === undefined) return undefined;
  const why =
    name === undefined ? 'it is where domains usually are' : `${name} depends on @domainry/core and has it`;
  const entry = join(folder, path);
  return { name: name ?? path, entry, exported: undefined, modules: [], ...doorBeside(entry), why };
}

/** Elements import the domain, so the module that holds it cannot import them; the package's own door does. */
function doorBeside(entry: string): { door?: string } {
  const door = join(dirname(entry), `index${extname(entry)}`);
  return door !== entry && existsSync(door) ? { door } : {};
}

function splitEntry(entry: string): { path: string; exported: string | undefined } {
  const at = entry.lastIndexOf('#');
  return at === -1
    ? { path: entry, exported: undefined }
    : { path: entry.slice(0, at), exported: entry.slice(at + 1) };
}

/** A path as people read it: relative to a folder unless that is longer, with `/`. */
export function shownPath(path: string, from: string): string {
  const shown = relative(from, path);
  return (shown.length > path.length ? path : shown).replaceAll('\\', '/') || '.';
}
