import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProjectRefused } from './project-refused.js';
import { templates, type Template } from './templates.js';

/** What is going to be written. */
export interface ProjectPlan {
  /** Absolute. */
  readonly folder: string;
  /** Name of the package. */
  readonly name: string;
  readonly template: string;
  /** Texts by path, relative to the folder, with `/`; in alphabetical order. */
  readonly files: ReadonlyMap<string, string>;
}

const packageFolder = folderWithManifest(dirname(fileURLToPath(import.meta.url)));

/**
 * Tells what a project would be, and writes nothing.
 *
 * @param folder - where it is to be; it must be empty, or not be there.
 * @param wanted - name of a template.
 * @throws ProjectRefused when the folder has something in it, or there is no such template.
 */
export function planProject(folder: string, wanted: string): ProjectPlan {
  const target = resolve(folder);
  const template = templates.find(({ name }) => name === wanted);
  if (template === undefined) {
    throw new ProjectRefused(
      2,
      `There is no template ${wanted}. There is: ${templates.map(({ name }) => name).join(', ')}.`,
    );
  }
  if (
    existsSync(target) &&
    (!statSync(target).isDirectory() || readdirSync(target).some((name) => name !== '.git'))
  ) {
    throw new ProjectRefused(
      5,
      `${target} has something in it. Name a folder that is empty, or that is not there.`,
    );
  }
  const name = packageName(basename(target));
  const files = [...layersOf(template)].map(([path, text]): [string, string] => [
    path.replace(/(^|\/)gitignore$/, '$1.gitignore'),
    renamed(path, text, template.name, name),
  ]);
  return {
    folder: target,
    name,
    template: template.name,
    files: new Map(files.sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

function layersOf({ layers }: Template): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const layer of layers) {
    const folder = join(packageFolder, 'templates', layer);
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (/(^|[\\/])node_modules([\\/]|$)/.test(path) || !statSync(join(folder, path)).isFile()) continue;
      files.set(path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8'));
    }
  }
  return files;
}

/** Packages are called after the folder; those of a workspace have it as their scope. */
function renamed(path: string, text: string, template: string, name: string): string {
  if (!path.endsWith('package.json')) return text;
  return text
    .replace(`"name": "${template}"`, `"name": "${name}"`)
    .replace(`"name": "@${template}/`, `"name": "@${name}/`);
}

/** What npm takes as the name of a package. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9-._~]+/g, '-')
    .replace(/^[-._]+|-+$/g, '');
  return name === '' ? 'my-domain' : name;
}

function folderWithManifest(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : folderWithManifest(dirname(folder));
}
