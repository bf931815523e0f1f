import type { ProblemCode } from '../../errors/problem.js';
import type { RegisteredElement } from '../registered-element.js';
import { nameWithPlace } from '../resolve.js';
import type { Examination } from './examination.js';

/** Reports elements that share a name, messages that share a type, and what is stored under one name. */
export function checkNames(examination: Examination): void {
  const elements = [...examination.registry];
  const shared = (code: ProblemCode, keyOf: KeyOf, clash: Clash): void =>
    reportShared(examination, elements, code, keyOf, clash);
  shared('DUPLICATE_TYPE', ({ type, kind }) => (kind === 'query' ? undefined : type), {
    what: (type) => `its messages are stored as ${type}`,
    fix: 'Give one of them another name or version: { name: … } or { version: … }.',
  });
  reportDuplicateNames(examination, elements);
  shared('DUPLICATE_STORED_NAME', storeKey, {
    what: (key) => `it is stored as ${key.slice(key.indexOf('/') + 1)}`,
    fix: 'Give one of them another storedAs.',
  });
  shared('DUPLICATE_STORED_NAME', ({ stream, isAbstract }) => (isAbstract ? undefined : stream), {
    what: (stream) => `its streams begin with ${stream}`,
    fix: 'Give one of them another stream.',
  });

  function storeKey(element: RegisteredElement): string | undefined {
    if (element.storedAs === undefined || element.isAbstract) return undefined;
    const keeper = element.kind === 'entity' ? examination.registry.clusterOf(element.cls) : element;
    const database = keeper?.options['database'];
    return `${typeof database === 'string' ? database : 'default'}/${element.storedAs}`;
  }
}

type KeyOf = (element: RegisteredElement) => string | undefined;

interface Clash {
  readonly what: (key: string) => string;
  readonly fix: string;
}

function reportShared(
  examination: Examination,
  elements: readonly RegisteredElement[],
  code: ProblemCode,
  keyOf: KeyOf,
  { what, fix }: Clash,
): void {
  const first = new Map<string, RegisteredElement>();
  for (const element of elements) {
    const key = keyOf(element);
    if (key === undefined) continue;
    const other = first.get(key);
    if (other === undefined) first.set(key, element);
    // One name twice is a problem of its own.
    else if (code !== 'DUPLICATE_STORED_NAME' || other.name !== element.name) {
      examination.report(element, code, `${what(key)}, as is ${nameWithPlace(other)}`, fix);
    }
  }
}

/** Messages may have one name in several versions; everything else has a name of its own. */
function reportDuplicateNames(examination: Examination, elements: readonly RegisteredElement[]): void {
  const first = new Map<string, RegisteredElement>();
  for (const element of elements) {
    const other = first.get(element.name);
    if (other === undefined) first.set(element.name, element);
    else if (!isVersioned(element) || !isVersioned(other) || element.kind !== other.kind) {
      examination.report(
        element,
        'DUPLICATE_NAME',
        `the ${other.kind} ${nameWithPlace(other)} has the same name`,
        'Rename one of the classes, or give one another name: { name: … }.',
      );
    }
  }
}

/** Two events, or two commands, of one name differ in version or share a type, which is reported. */
function isVersioned({ kind }: RegisteredElement): boolean {
  return kind === 'event' || kind === 'command';
}
