import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../run/command-error.js';
import { kebabCase, variableName } from './names.js';

/** A domain without elements, before it is written. */
export interface DomainBeginning {
  readonly name: string;
  /** The variable that holds it. */
  readonly variable: string;
  /** Its modules, by their paths from the folder of the package. */
  readonly files: ReadonlyMap<string, string>;
  /** The module that imports the elements: `src/domain.ts`. */
  readonly entry: string;
}

/**
 * A domain in a module that elements import, and a door that imports them.
 *
 * @param root - absolute; the folder of the package.
 * @param folder - where it goes, from there: `src`.
 * @throws CommandError FLAG_VALUE, WOULD_OVERWRITE.
 */
export function beginDomain(root: string, folder: string, name: string): DomainBeginning {
  if (!/^\p{L}[\p{L}\p{N}_-]*$/u.test(name))
    throw new CommandError('FLAG_VALUE', `${name} is no name of a domain.`, {
      fix: 'A letter, then letters, digits, - and _, such as Banking.',
    });
  const module = kebabCase(name);
  const variable = variableName(name);
  const entry = `${folder}/domain.ts`;
  const files = new Map([
    [
      `${folder}/${module}.ts`,
      `import { Domain } from '@domainry/core';\n\nexport const ${variable} = new Domain('${name}');\n`,
    ],
    [
      entry,
      `// Every module with elements is imported here: importing registers them.\n\nexport { ${variable} } from './${module}.js';\n`,
    ],
  ]);
  const taken = [...files.keys()].find((file) => existsSync(join(root, file)));
  if (taken !== undefined)
    throw new CommandError('WOULD_OVERWRITE', `${taken} is there already.`, {
      fix: 'Choose another name.',
    });
  return { name, variable, files, entry };
}
