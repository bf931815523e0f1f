import type { DecisionDocument, ElementDocument, Landscape } from '@domainry/model';
import { isOlderVersion } from '../facts/older-version.js';
import { kindsOnSite } from './kinds.js';

/** Addresses of pages that every site may have; paths relative to its folder. */
export const fixedAddresses = {
  home: 'index.html',
  map: 'map/index.html',
  timeline: 'timeline/index.html',
  flows: 'flows/index.html',
  glossary: 'glossary/index.html',
  findings: 'findings/index.html',
  changes: 'changes/index.html',
  decisions: 'decisions/index.html',
  schemas: 'schemas/index.html',
  agents: 'agents/index.html',
  about: 'about/index.html',
  search: 'search/index.html',
} as const;

/** Where everything is; the only place that makes addresses. Unknown ids have none. */
export interface Addresses {
  /** Page of an element, by its id. */
  element(id: string): string | undefined;
  /** Page of a context, by its name. */
  context(name: string): string | undefined;
  /** Page of the flows that begin at an element. */
  flow(id: string): string | undefined;
  decision(context: string, decision: DecisionDocument): string;
  /** File with the model document of a context, by its name. */
  model(context: string): string;
}

/**
 * Gives every element a page of its own. Names that a file system could not hold, or that it could not tell apart, because
 * they differ by case only, get a checksum of their id.
 */
export function addressesOf(landscape: Landscape): Addresses {
  const taken = new Set<string>();
  const contexts = new Map<string, string>();
  for (const { context } of landscape.documents) {
    contexts.set(context.name, claim(taken, 'contexts/', context.name, context.name));
  }
  const elements = new Map<string, string>();
  const flows = new Map<string, string>();
  for (const element of landscape.elements) {
    const folder = contexts.get(landscape.documentOf(element).context.name)!;
    const name = fileName(element);
    elements.set(element.id, claim(taken, `${folder}${kindsOnSite[element.kind].folder}/`, name, element.id));
    flows.set(element.id, claim(taken, 'flows/', element.id, element.id));
  }
  return {
    element: (id) => page(elements.get(id)),
    context: (name) => page(contexts.get(name)),
    flow: (id) => page(flows.get(id)),
    decision: (context, { id }) => `decisions/${segment(context, context)}-${segment(id, id)}/index.html`,
    model: (context) => `models/${segment(context, context)}.json`,
  };
}

/** Address of a change from one release to another. */
export function changeAddress(from: string, to: string): string {
  return `changes/${segment(from, from)}..${segment(to, to)}/index.html`;
}

/** Path of the Markdown that says what a page says: `contexts/Ordering/aggregates/Order.md`. */
export function markdownAddress(address: string): string {
  return address === fixedAddresses.home ? 'README.md' : address.replace(/\/index\.html$/, '.md');
}

/** Address of a catalogue. */
export function catalogueAddress(name: string): string {
  return `catalog/${name}/index.html`;
}

/**
 * How one page refers to another, from wherever the site is.
 *
 * @param from - path of the page with the link.
 * @param to - path it leads to, with a fragment or without.
 */
export function relativeAddress(from: string, to: string): string {
  const [path = '', fragment] = to.split('#');
  const suffix = fragment === undefined ? '' : `#${fragment}`;
  if (path === from && fragment !== undefined) return suffix;
  const here = from.split('/').slice(0, -1);
  const there = path.split('/');
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++;
  return `${'../'.repeat(here.length - shared)}${there.slice(shared).join('/')}${suffix}`;
}

/** Older versions of a message stand beside the newest: `OrderPlaced`, `OrderPlaced.v1`. */
function fileName(element: ElementDocument): string {
  return isOlderVersion(element) ? `${element.name}.v${element.message!.version}` : element.name;
}

function page(folder: string | undefined): string | undefined {
  return folder === undefined ? undefined : `${folder}index.html`;
}

function claim(taken: Set<string>, parent: string, name: string, id: string): string {
  const plain = `${parent}${segment(name, id)}/`;
  const folder = taken.has(plain.toLowerCase()) ? `${parent}${shortened(name)}-${checksum(id)}/` : plain;
  taken.add(folder.toLowerCase());
  return folder;
}

function segment(name: string, id: string): string {
  return /^[A-Za-z0-9][\w.-]{0,79}$/.test(name) && !name.endsWith('.')
    ? name
    : `${shortened(name)}-${checksum(id)}`;
}

function shortened(name: string): string {
  return name.replaceAll(/[^\w-]+/g, '-').slice(0, 40) || 'unnamed';
}

/** FNV-1a: told apart by it are only names that look alike, so 32 bits are enough. */
function checksum(text: string): string {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
