import type { RegisteredElement, Registry } from '@domainry/core';

/** Version of the form of a message; 1 where nobody says otherwise. */
export function versionOf({ type }: RegisteredElement): number {
  return Number(/\.v(\d+)$/.exec(type ?? '')?.[1] ?? 1);
}

/**
 * How elements are called in the document: `Banking.Account`. Of a message that is registered in several versions, all but
 * the newest say theirs: `Banking.Opened.v1`.
 */
export function elementIds(registry: Registry): (element: RegisteredElement) => string {
  return (element) => {
    const id = `${registry.domain}.${element.name}`;
    const version = versionOf(element);
    const isOld = registry
      .findAll(element.name)
      .some((other) => other.kind === element.kind && versionOf(other) > version);
    return isOld ? `${id}.v${version}` : id;
  };
}
