import { DomainryError } from '../errors/domainry-error.js';
import { phraseReceived } from '../errors/violation.js';
import type { AnyClass } from '../metadata.js';
import { domainNameOf } from '../registry/class-owner.js';
import { phraseKind } from '../registry/phrase-kind.js';
import type { Registry } from '../registry/registry.js';
import type { DispatchHost } from './dispatch-host.js';

/** What takes each kind of message. */
const methods = { command: 'process', query: 'ask' } as const;

/** The error for what is no command, or no query, of a domain. */
export function foreignMessage(
  { registry }: Pick<DispatchHost, 'registry'>,
  given: unknown,
  kind: 'command' | 'query',
): DomainryError {
  const { domain } = registry;
  const cls = typeof given === 'object' && given !== null ? given.constructor : undefined;
  const [received, fix] =
    typeof given === 'function'
      ? [`the class ${given.name}`, `Construct it: new ${given.name}({ … }).`]
      : typeof cls === 'function'
        ? ofClass(registry, cls as unknown as AnyClass, given, kind)
        : [phraseReceived(given), decorate(kind)];
  return new DomainryError(
    'MESSAGE_FOREIGN',
    `${domain}.${methods[kind]}(): expected ${phraseKind(kind)} of ${domain}, received ${received}. ${fix}`,
    { details: { domain, given: received } },
  );
}

/** What an instance of a class is instead, and what to do with it. */
function ofClass(
  registry: Registry,
  cls: AnyClass,
  given: unknown,
  kind: 'command' | 'query',
): readonly [received: string, fix: string] {
  const { domain } = registry;
  const element = registry.find(cls);
  if (element !== undefined) {
    const other = element.kind === 'command' || element.kind === 'query' ? element.kind : undefined;
    const fix = other === undefined ? decorate(kind) : `Give it to ${domain}.${methods[other]}().`;
    return [`${element.name}, ${phraseKind(element.kind)}`, fix];
  }
  const owner = domainNameOf(cls);
  if (owner === undefined) return [phraseReceived(given), decorate(kind)];
  if (owner !== domain)
    return [
      `${cls.name}, which is registered with ${owner}`,
      `Give it to ${owner}.${methods[kind]}(), or declare ${phraseKind(kind)} of ${domain}.`,
    ];
  return [
    `${cls.name}, which is registered with another domain named ${domain}`,
    'Import both from the same module: it was registered with a fork, or with a second copy of its module.',
  ];
}

function decorate(kind: 'command' | 'query'): string {
  return `Give an instance of a class decorated with @domain.${kind} of this domain.`;
}
