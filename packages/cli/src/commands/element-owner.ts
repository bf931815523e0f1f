import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandError } from '../run/command-error.js';
import type { ElementTemplate, NewElement } from './add-templates.js';

/**
 * Looks for the class that a new element belongs to.
 *
 * @param written - what `--of` says.
 * @param folder - absolute; its modules are looked through.
 * @returns undefined when elements of the kind belong to nothing.
 * @throws CommandError ARGUMENT_WRONG, ELEMENT_UNKNOWN.
 */
export function ownerOf(
  kind: string,
  { owner: needed, isKeyed }: ElementTemplate,
  written: string | undefined,
  folder: string,
): NewElement['owner'] {
  if (needed === undefined) return undefined;
  if (written === undefined) {
    throw new CommandError('ARGUMENT_WRONG', `${kind} belongs to something.`, {
      fix: `Name the ${needed} with --of.`,
    });
  }
  const found = /^\w+$/.test(written) ? classIn(folder, written) : undefined;
  if (found === undefined) {
    throw new CommandError('ELEMENT_UNKNOWN', `No module in ${folder} exports a class ${written}.`, {
      fix: `Add it first: domainry add ${needed} ${written}`,
    });
  }
  const { path, body } = found;
  const module = `./${path.replaceAll('\\', '/').replace(/ts$/, 'js')}`;
  if (!isKeyed) return { name: written, module };
  const key = identifierIn(body);
  if (key !== undefined) return { name: written, module, key };
  throw new CommandError('ARGUMENT_WRONG', `${written} has no field that tells which one it belongs to.`, {
    why: `What a ${kind} is made of is found by an identifier of the ${needed}.`,
    fix: `Add one to ${written}: @field.identifier({ required: true }) readonly orderId!: string;`,
  });
}

/** The module that exports a class, from the folder, and the text from the name of the class to its last brace. */
function classIn(folder: string, name: string): { path: string; body: string } | undefined {
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !isOfAnotherDomain(folder, dirname(path)))
    .sort();
  const head = new RegExp(`export (?:abstract )?class ${name}\\b`);
  for (const path of modules) {
    const text = readFileSync(join(folder, path), 'utf8');
    const at = text.search(head);
    if (at !== -1) return { path, body: text.slice(at).split(/^\}/m, 1)[0]! };
  }
  return undefined;
}

/** Whether a folder below that of a domain holds one of its own, as contexts beside it do. */
function isOfAnotherDomain(folder: string, below: string): boolean {
  if (below === '.') return false;
  return existsSync(join(folder, below, 'domain.ts')) || isOfAnotherDomain(folder, dirname(below));
}

/** The first identifier that is a text and always there. */
function identifierIn(body: string): string | undefined {
  return /@field\.identifier\([^;@]*?\)\s*(?:(?:public|readonly|accessor|declare)\s+)*(\w+)!: *string\b/.exec(
    body,
  )?.[1];
}
