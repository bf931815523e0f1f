import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Domain } from '@domainry/core';
import type { DescribedDomain, DescriptionRequest, LoadFailure } from './description.js';
import { domainsIn, isDomain, type ModuleExports } from './exported-domain.js';
import { FrameworkCopies } from './framework-copies.js';
import { diagnosticsOf, failureOf } from './load-failure.js';

/** Ends the process that imports domains with a failure. */
export class Failed extends Error {
  constructor(readonly failure: LoadFailure) {
    super(failure.message);
  }
}

/** A domain that was imported. */
export interface ImportedDomain {
  readonly domain: Domain;
  readonly described: DescribedDomain;
}

/**
 * Imports domains, with the modules of their elements, in this process.
 *
 * @throws Failed when one cannot be imported, is not there, or has a model that is wrong.
 */
export async function importDomains(
  sources: DescriptionRequest['domains'],
): Promise<readonly ImportedDomain[]> {
  const copies = new FrameworkCopies();
  const found: ImportedDomain[] = [];
  for (const source of sources) {
    const exports = await imported(source.entry, copies);
    for (const module of source.modules) await imported(module, copies);
    const [domain, exported] = pick(exports, source);
    if (!(domain instanceof Domain) || copies.folders().length > 1) throw twice(copies);
    if (domain.registry.size === 0 && source.door !== undefined) await imported(source.door, copies);
    const problems = domain.check();
    if (problems.length > 0) throw broken(domain, source.entry, problems);
    const { name, entry } = source;
    const described = { name, context: domain.name, entry, exported, elements: domain.registry.size };
    found.push({ domain, described });
  }
  return found;
}

async function imported(file: string, copies: FrameworkCopies): Promise<ModuleExports> {
  try {
    return (await import(pathToFileURL(realpathSync(file)).href)) as ModuleExports;
  } catch (error) {
    if (copies.folders().length > 1) throw twice(copies);
    throw new Failed(failureOf(error, file));
  }
}

function pick(
  exports: ModuleExports,
  { entry, exported }: DescriptionRequest['domains'][number],
): readonly [Domain, string] {
  const found = domainsIn(exports);
  const names = Object.keys(exports).filter((name) => isDomain(exports[name]));
  if (exported !== undefined) {
    const named = exports[exported];
    if (isDomain(named)) return [named, exported];
    throw new Failed({
      kind: 'failed',
      code: 'DOMAIN_NOT_FOUND',
      message: `${entry} exports no domain ${exported}.`,
      ...(names.length === 0 ? {} : { fix: `It exports ${names.join(', ')}.` }),
      file: entry,
    });
  }
  const [only] = found;
  if (only === undefined) {
    throw new Failed({
      kind: 'failed',
      code: 'DOMAIN_NOT_FOUND',
      message: `${entry} exports no domain.`,
      why: `Its exports are: ${Object.keys(exports).join(', ') || 'none'}.`,
      fix: "Export what new Domain('…') gives.",
      file: entry,
    });
  }
  if (found.size > 1) {
    throw new Failed({
      kind: 'failed',
      code: 'DOMAIN_AMBIGUOUS',
      message: `${entry} exports several domains: ${[...found.values()].join(', ')}.`,
      fix: `Name one, ${entry}#${only[1]}, with --domain or as entry in domainry.config.ts.`,
      file: entry,
    });
  }
  return only;
}

function twice(copies: FrameworkCopies): Failed {
  const folders = copies.folders();
  return new Failed({
    kind: 'failed',
    code: 'FRAMEWORK_TWICE',
    message: `Two copies of @domainry/core are in use: ${folders.join(' and ')}.`,
    why: 'Classes of one copy are strangers to domains of the other.',
  });
}

function broken(domain: Domain, file: string, problems: ReturnType<Domain['check']>): Failed {
  return new Failed({
    kind: 'failed',
    code: 'DOMAIN_NOT_LOADED',
    message: `The model of ${domain.name} is wrong: ${problems.length === 1 ? 'one problem' : `${problems.length} problems`}.`,
    fix: 'Correct each; init() would refuse it as well.',
    file,
    problems: diagnosticsOf(problems),
  });
}
