import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDomains, shownPath } from '../load/find-domains.js';
import type { ProjectConfig } from '../load/read-config.js';
import { packagesOf } from '../load/workspace.js';
import { CommandError } from '../run/command-error.js';
import type { Addition } from './addition.js';
import { configText, nameInConfig, withDomain, type NamedEntry } from './config-text.js';
import { beginDomain } from './domain-beginning.js';
import { kebabCase } from './names.js';

/**
 * Plans another context beside those of a package: a domain in a folder of its own, named in the configuration.
 *
 * @param cwd - absolute; the folder of the package.
 * @throws CommandError ARGUMENT_WRONG, WOULD_OVERWRITE, and whatever finding the domains throws.
 */
export async function planContext(name: string, cwd: string, project: ProjectConfig): Promise<Addition> {
  if ((await packagesOf(cwd)).length > 0) {
    throw new CommandError('ARGUMENT_WRONG', 'In a workspace a context is a package of its own.', {
      fix: 'Make a folder with a package.json beside the other packages, and run domainry init there.',
    });
  }
  const known = await findDomains(cwd, project, []);
  const begun = beginDomain(cwd, `src/${kebabCase(name)}`, name);
  if (known.some((each) => each.name === begun.variable)) {
    throw new CommandError('WOULD_OVERWRITE', `There is a domain ${begun.variable} already.`, {
      fix: 'Choose another name.',
    });
  }
  const entry = { name: begun.variable, entry: begun.entry };
  const others = known.map((each) => ({ name: nameInConfig(each.name), entry: shownPath(each.entry, cwd) }));
  const config = changedConfig(cwd, project, entry, others);
  return {
    folder: cwd,
    files: new Map([...begun.files, ...(config === undefined ? [] : [config])]),
    remarks:
      config === undefined
        ? [`Name it among the domains of ${project.file!}: ${entry.name}: './${entry.entry}'.`]
        : [],
    next: `domainry add aggregate Invoice --domain ${entry.name}`,
  };
}

/** The configuration with one more domain; undefined when it is written in a way that only its authors can change. */
function changedConfig(
  cwd: string,
  { root, file }: ProjectConfig,
  entry: NamedEntry,
  others: readonly NamedEntry[],
): readonly [path: string, text: string] | undefined {
  if (file === undefined) return ['domainry.config.ts', configText([...others, entry])];
  if (root !== cwd || !/\.[cm]?[jt]s$/.test(file)) return undefined;
  const text = withDomain(readFileSync(join(cwd, file), 'utf8'), entry);
  return text === undefined ? undefined : [file, text];
}
