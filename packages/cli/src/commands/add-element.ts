import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findDomains, shownPath, type FoundDomain } from '../load/find-domains.js';
import type { ProjectConfig } from '../load/read-config.js';
import { CommandError } from '../run/command-error.js';
import type { ElementTemplate } from './add-templates.js';
import type { Addition } from './addition.js';
import { ownerOf } from './element-owner.js';
import { placeOf, withImport } from './element-place.js';
import { kebabCase } from './names.js';

/** What is asked for. */
export interface WantedElement {
  readonly kind: string;
  readonly template: ElementTemplate;
  /** Name of the class. */
  readonly name: string;
  /** What `--of` says. */
  readonly of: string | undefined;
  /** What `--domain` says. */
  readonly domain: readonly string[];
}

/**
 * Plans a new element: its module, and the line that imports it.
 *
 * @param cwd - absolute.
 * @throws CommandError WOULD_OVERWRITE, DOMAIN_AMBIGUOUS, ARGUMENT_WRONG, ELEMENT_UNKNOWN, DOMAIN_NOT_FOUND.
 */
export async function planElement(
  { kind, template, name, of, domain: named }: WantedElement,
  cwd: string,
  config: ProjectConfig,
): Promise<Addition> {
  const place = placeOf(onlyEntry(await findDomains(cwd, config, named)));
  const module = `./${kebabCase(name)}.js`;
  const file = module.slice(2).replace(/js$/, 'ts');
  if (existsSync(join(place.folder, file))) {
    const taken = shownPath(join(place.folder, file), cwd);
    throw new CommandError('WOULD_OVERWRITE', `${taken} is there already.`, {
      fix: 'Choose another name.',
    });
  }
  const owner = ownerOf(kind, template, of, place.folder);
  const { domain, module: domainModule } = place;
  const source = template.source({ name, domain, domainModule, ...(owner === undefined ? {} : { owner }) });
  const files = new Map([[file, source]]);
  if (!place.isHolder)
    files.set(basename(place.entry), withImport(readFileSync(place.entry, 'utf8'), module));
  const byHand = `Import ${module} where the other elements are imported, or see that an include of domainry.config.ts covers it.`;
  return {
    folder: place.folder,
    files,
    remarks: [...(place.isHolder ? [byHand] : []), ...(template.remark ?? [])],
    next: `domainry describe ${name}`,
  };
}

function onlyEntry(found: readonly FoundDomain[]): string {
  if (found.length === 1) return found[0]!.entry;
  throw new CommandError('DOMAIN_AMBIGUOUS', 'There are several domains.', {
    fix: `Name one with --domain: ${found.map(({ name }) => name).join(', ')}.`,
  });
}
