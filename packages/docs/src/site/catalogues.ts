import type { ElementDocument, HandlerDocument, InvariantDocument } from '@domainry/model';
import { isNewest } from '../facts/older-version.js';
import { kindOrder, kindsOnSite } from './kinds.js';
import type { Site } from './site.js';

/** A list of everything of one sort. */
export interface Catalogue {
  readonly name: string;
  readonly title: string;
  readonly count: number;
}

/** Every page lists them, so they are counted once. */
const known = new WeakMap<Site, readonly Catalogue[]>();

/** The lists that have something in them: kinds that matter to everybody, then rules and errors. */
export function catalogues(site: Site): readonly Catalogue[] {
  const counted = known.get(site) ?? countAll(site);
  known.set(site, counted);
  return counted;
}

function countAll(site: Site): readonly Catalogue[] {
  const kinds = kindOrder.slice(0, kindOrder.indexOf('commandHandler'));
  const all = [
    ...kinds.map((kind) => ({
      name: kindsOnSite[kind].folder,
      title: kindsOnSite[kind].plural,
      count: site.landscape.ofKind(kind).filter(isNewest).length,
    })),
    { name: 'handlers', title: 'Handlers', count: handlersIn(site).length },
    { name: 'rules', title: 'Rules', count: rulesIn(site).length },
    { name: 'errors', title: 'Errors', count: errorsIn(site).length },
    { name: 'upcasters', title: 'Upcasters', count: site.landscape.ofKind('upcaster').length },
  ];
  return all.filter(({ count }) => count > 0);
}

/** Every method that is called for a message. */
export function handlersIn({ landscape }: Site): readonly HandlerEntry[] {
  return landscape.elements.flatMap((element) => element.handlers.map((handler) => ({ element, handler })));
}

/** Every rule that always holds. */
export function rulesIn({ landscape }: Site): readonly RuleEntry[] {
  return landscape.elements.flatMap((element) => element.invariants.map((rule) => ({ element, rule })));
}

/** Every error somebody may see: codes of rules, and classes that are thrown. */
export function errorsIn({ landscape }: Site): readonly ErrorEntry[] {
  const entries = landscape.elements.flatMap((element) => [
    ...element.invariants.map(({ name, code, message }) => ({ error: code, element, by: name, message })),
    ...[...element.invariants, ...element.methods].flatMap(({ name, throws }) =>
      throws.map(({ error, message }) => ({ error, element, by: name, message })),
    ),
  ]);
  return entries.sort((one, other) => (one.error < other.error ? -1 : one.error > other.error ? 1 : 0));
}

/** A method that is called for a message. */
export interface HandlerEntry {
  readonly element: ElementDocument;
  readonly handler: HandlerDocument;
}

/** A rule and what it guards. */
export interface RuleEntry {
  readonly element: ElementDocument;
  readonly rule: InvariantDocument;
}

/** An error and where it comes from. */
export interface ErrorEntry {
  /** Code of a rule, or name of a class. */
  readonly error: string;
  readonly element: ElementDocument;
  /** Name of the method. */
  readonly by: string;
  readonly message: string | undefined;
}
