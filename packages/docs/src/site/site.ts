import {
  landscapeOf,
  type ElementDocument,
  type Landscape,
  type ModelDocument,
  type SourcePlace,
} from '@domainry/model';
import { compare } from '../compare.js';
import { isNewest } from '../facts/older-version.js';
import { addressesOf, type Addresses } from './addresses.js';
import { grouped } from './grouped.js';
import type { SiteChange, SiteFinding, SiteInput, SiteOptions } from './site-input.js';

/** All that pages ask questions of. */
export interface Site {
  readonly title: string;
  readonly landscape: Landscape;
  readonly addresses: Addresses;
  /** Errors first, then by element and code. */
  readonly findings: readonly SiteFinding[];
  readonly changes: readonly SiteChange[];
  readonly options: SiteOptions;
  findingsOf(id: string): readonly SiteFinding[];
  /** The element a name means, seen from a context: an id, or a name that is clear. */
  named(name: string, context?: string): ElementDocument | undefined;
  sourceAddress(place: SourcePlace): string | undefined;
}

const levels = ['error', 'warning', 'info'] as const;

/** Indexes what a site is made of. */
export function siteOf({ documents, findings = [], changes = [], options = {} }: SiteInput): Site {
  const landscape = landscapeOf(documents);
  const sorted = [...findings].sort(
    (one, other) =>
      levels.indexOf(one.level) - levels.indexOf(other.level) ||
      compare(one.element ?? '', other.element ?? '') ||
      compare(one.code, other.code) ||
      compare(one.message, other.message),
  );
  const byElement = grouped(sorted, ({ element }) => element);
  const byName = grouped(landscape.elements, ({ name }) => name);
  return {
    title: options.title ?? titleOf(landscape.documents),
    landscape,
    addresses: addressesOf(landscape),
    findings: sorted,
    changes,
    options,
    findingsOf: (id) => byElement.get(id) ?? [],
    named: (name, context) =>
      landscape.find(name) ??
      landscape.find(`${context}.${name}`) ??
      theOnly(byName.get(name)?.filter(isNewest)),
    sourceAddress: ({ file, line }) =>
      options.sourceAddress
        ?.replaceAll('{file}', () => file.split('/').map(encodeURIComponent).join('/'))
        .replaceAll('{line}', String(line)),
  };
}

function titleOf(documents: readonly ModelDocument[]): string {
  const names = documents.map(({ context }) => context.name);
  return names.length < 4 ? names.join(' and ') || 'Nothing yet' : `${names.length} contexts`;
}

function theOnly<Item>(items: readonly Item[] | undefined): Item | undefined {
  return items?.length === 1 ? items[0] : undefined;
}
