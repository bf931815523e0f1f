// Loaded by `--loader swc`: compiles TypeScript on import with the project's @swc/core.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ownModule } from './package-folder.js';

const tsconfig = process.env['DOMAINRY_SWC_TSCONFIG'] ?? 'tsconfig.json';

register(pathToFileURL(ownModule('load/swc-hook')), {
  data: { project: process.cwd(), isLegacy: saysLegacy(tsconfig) },
});

/** Which decorators a tsconfig.json means; what it extends is not followed, so it has to say so itself. */
function saysLegacy(file: string): boolean {
  try {
    return /"experimentalDecorators"\s*:\s*true/.test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}
