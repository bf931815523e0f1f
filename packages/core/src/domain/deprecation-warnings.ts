import type { AnyClass } from '../metadata.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import type { DomainOptions } from './domain-options.js';

/**
 * Warns of the use of deprecated elements, once for each class. An event is used when it is raised, anything else when it
 * is constructed or loaded. Deprecated fields are recorded for documentation and checks, and never warn: looking at each
 * value given to a constructor would cost every construction.
 */
export class DeprecationWarnings {
  readonly #warned = new WeakSet<AnyClass>();

  /** @param warn - takes the warnings; `process.emitWarning` when undefined. */
  constructor(private readonly warn: DomainOptions['onWarning']) {}

  /** Warns if the class is deprecated and this was not said before. */
  check(registry: Registry, cls: AnyClass): void {
    const element = registry.find(cls);
    if (element === undefined || element.options['deprecated'] === undefined || this.#warned.has(cls)) return;
    this.#warned.add(cls);
    (this.warn ?? emitWarning)(sentenceFor(registry.domain, element));
  }
}

function sentenceFor(domain: string, { kind, name, options, supersededBy }: RegisteredElement): string {
  const given = options['deprecated'] as string | { since: string; removal?: string; use?: string };
  const { since, removal, use } = typeof given === 'string' ? { since: given } : given;
  const successor = use ?? supersededBy?.label;
  return [
    `${domain}: the ${kind} ${name} is deprecated since ${since}`,
    removal === undefined ? '' : ` and goes away with ${removal}`,
    successor === undefined ? '.' : `. Use ${successor} instead.`,
  ].join('');
}

function emitWarning(message: string): void {
  const { process } = globalThis as { process?: Partial<Pick<NodeJS.Process, 'emitWarning'>> };
  process?.emitWarning?.(message, { type: 'DeprecationWarning', code: 'DOMAINRY_DEPRECATED' });
}
