import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);

/** Whether this runs from the sources, as in our own tests, and not from what was built. */
export const isFromSource: boolean = here.endsWith('.ts');

/** Absolute path of the folder of this package: bundled, compiled or as source, it is the next one with a manifest. */
export const packageFolder: string = folderWithManifest(dirname(here));

/** A module of this package that is to run in a process of its own: `load/describe-process`. */
export function ownModule(name: string): string {
  return isFromSource ? join(packageFolder, 'src', `${name}.ts`) : join(packageFolder, 'dist', `${name}.js`);
}

function folderWithManifest(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : folderWithManifest(dirname(folder));
}
