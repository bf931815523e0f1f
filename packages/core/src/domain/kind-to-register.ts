import { kindOf } from '../elements/element.js';
import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived } from '../errors/violation.js';
import { suggestName } from '../fields/suggest-name.js';
import type { AnyClass } from '../metadata.js';
import { elementKinds, type ElementKind } from '../registry/element-kinds.js';

/**
 * The kind a class is registered as: the one that is named, else that of its base class.
 *
 * @throws DomainryError MODEL_INVALID when neither tells.
 */
export function kindToRegister(domain: string, cls: unknown, named: unknown): ElementKind {
  if (typeof cls !== 'function' || cls.prototype === undefined) {
    throw refused(domain, String(cls), 'it is no class', 'Give a class');
  }
  if (named !== undefined) {
    if (typeof named === 'string' && Object.hasOwn(elementKinds, named)) return named as ElementKind;
    const kinds = Object.keys(elementKinds);
    const meant = typeof named === 'string' ? suggestName(named, kinds) : undefined;
    const fix = meant === undefined ? `Kinds: ${kinds.join(', ')}` : `Did you mean ${meant}?`;
    throw refused(domain, cls.name, `there is no kind ${String(describeReceived(named))}`, fix);
  }
  const kind = ((cls as AnyClass).prototype as { readonly [kindOf]?: ElementKind })[kindOf];
  if (kind !== undefined) return kind;
  throw refused(
    domain,
    cls.name,
    'it extends no element class, so its kind is unknown',
    "Name the kind: { kind: 'commandHandler', … }, or extend an element class",
  );
}

function refused(domain: string, name: string, cause: string, fix: string): DomainryError {
  return new DomainryError(
    'MODEL_INVALID',
    `${name} cannot be registered with ${domain}: ${cause}. ${fix}.`,
    {
      details: { domain, element: name },
    },
  );
}
