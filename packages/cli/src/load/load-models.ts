import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { JsonValue } from '@domainry/core';
import { landscapeOf, type Landscape, type ModelDocument } from '@domainry/model';
import type { CommandContext } from '../run/command.js';
import { CommandError } from '../run/command-error.js';
import type { flagsOfLoading } from '../run/flags-of-all.js';
import { counted } from '../text/counted.js';
import { describeDomains } from './describe-domains.js';
import type { DescribedDomain, DescriptionRequest, ReadingRequest } from './description.js';
import { findDomains, shownPath, type FoundDomain } from './find-domains.js';

/** The models of the domains of a project, side by side. */
export interface LoadedModels {
  readonly landscape: Landscape;
  readonly documents: readonly ModelDocument[];
  /** What was picked, and what it turned out to be. */
  readonly domains: readonly (FoundDomain & { readonly context: string; readonly elements: number })[];
  /** Absolute; places in sources are relative to it. */
  readonly root: string;
}

/** A command that imports domains is given this. */
export type LoadingContext = CommandContext<typeof flagsOfLoading>;

/**
 * Finds the domains of a project, imports them without connecting to anything, and reads their models.
 *
 * @throws CommandError whatever finding and describing them throws.
 */
export async function loadModels(context: LoadingContext): Promise<LoadedModels> {
  const { root, described } = await describeProject(context, 'models');
  const documents = described.flatMap(({ document }) => document ?? []);
  const names = documents.map((document) => document.context.name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    const same = described.filter(({ domain }) => domain.context === twice);
    const entries = same.map(({ domain }) => shownPath(domain.entry, context.cwd));
    throw new CommandError('DOMAIN_AMBIGUOUS', `Two domains are called ${twice}: ${entries.join(' and ')}.`, {
      fix: 'Rename one, or name the one that is meant with --domain.',
    });
  }
  const domains = described.map(({ source, domain }) => ({
    ...source,
    context: domain.context,
    elements: domain.elements,
  }));
  for (const each of domains) {
    context.detail(
      `${each.context}: ${shownPath(each.entry, context.cwd)}, because ${each.why}; ${counted(each.elements, 'element')}.`,
    );
    if (each.elements === 0) context.note(emptyDomain(each.context, shownPath(each.entry, context.cwd)));
  }
  return { landscape: landscapeOf(documents), documents, domains, root };
}

/** The doc comments of the domains of a project, as JSON, by name of the context. */
export async function loadDocumentation(context: LoadingContext): Promise<ReadonlyMap<string, JsonValue>> {
  const { described } = await describeProject(context, 'documentation');
  return new Map(described.map(({ domain, documentation }) => [domain.context, documentation!]));
}

/** What was found of one domain, and what was asked for. */
interface DescribedSource {
  readonly source: FoundDomain;
  readonly domain: DescribedDomain;
  readonly document: ModelDocument | undefined;
  readonly documentation: JsonValue | undefined;
}

async function describeProject(
  context: LoadingContext,
  wanted: 'models' | 'documentation',
): Promise<{ root: string; described: readonly DescribedSource[] }> {
  const { cwd, config, flags, surroundings } = context;
  const found = await findDomains(cwd, config, flags.domain);
  const root = repositoryOf(config.root);
  const answers = await Promise.all(
    [...byTsconfig(found, flags.tsconfig)].map(([tsconfig, domains]) =>
      describeDomains(
        { domains: domains.map(asked), root, wanted, reading: placesOf(context, root) },
        { ...flags, tsconfig },
        cwd,
        surroundings,
      ),
    ),
  );
  const described = answers.flatMap(({ domains, documents, documentation }) =>
    domains.map((domain, at) => ({ domain, document: documents[at], documentation: documentation[at] })),
  );
  return {
    root,
    described: found.flatMap((source) =>
      described
        .filter(({ domain }) => domain.name === source.name && domain.entry === source.entry)
        .map((each) => ({ source, ...each })),
    ),
  };
}

function asked({ name, entry, exported, modules, door }: FoundDomain): DescriptionRequest['domains'][number] {
  return {
    name,
    entry,
    modules,
    ...(door === undefined ? {} : { door }),
    ...(exported === undefined ? {} : { exported }),
  };
}

/** Modules are compiled as the tsconfig.json next to them says; packages of a workspace may have one each. */
function byTsconfig(
  found: readonly FoundDomain[],
  named: string | undefined,
): ReadonlyMap<string | undefined, readonly FoundDomain[]> {
  const groups = new Map<string | undefined, FoundDomain[]>();
  for (const domain of found) {
    const tsconfig = named ?? tsconfigAbove(dirname(domain.entry));
    groups.set(tsconfig, [...(groups.get(tsconfig) ?? []), domain]);
  }
  return groups;
}

/** The tsconfig.json a folder is compiled by. */
export function tsconfigAbove(folder: string): string | undefined {
  const file = join(folder, 'tsconfig.json');
  if (existsSync(file)) return file;
  return dirname(folder) === folder ? undefined : tsconfigAbove(dirname(folder));
}

/** Decisions, terms and sources that the configuration names, or that are where they usually are. */
function placesOf({ config: { root, config } }: LoadingContext, repository: string): ReadingRequest {
  const fromRepository = (path: string): string => shownPath(resolve(root, path), repository);
  const { glossary, sources, tests, documentation } = config;
  const decisions = config.decisions ?? (existsSync(join(root, 'docs/adr')) ? 'docs/adr' : undefined);
  return {
    ...(decisions === undefined ? {} : { decisions: fromRepository(decisions) }),
    ...(glossary === undefined ? {} : { glossary: fromRepository(glossary) }),
    ...(sources === undefined ? {} : { sources: sources.map(fromRepository) }),
    ...(tests === undefined ? {} : { tests: tests.map(fromRepository) }),
    ...(documentation === undefined ? {} : { extracted: resolve(root, documentation) }),
  };
}

/** The folder that Git keeps, or else the one of the configuration. */
function repositoryOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return folder;
  }
}

function emptyDomain(name: string, entry: string): string {
  return `${name} knows no elements: ${entry} imports none. Import them there, or name their modules in domainry.config.ts: { entry: './${entry}', include: ['./src/**/*.ts'] }.`;
}
