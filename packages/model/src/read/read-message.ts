import type { RegisteredElement, Registry } from '@domainry/core';
import type { MessageContract, UpcasterDocument } from '../document/element-document.js';
import { versionOf } from './element-ids.js';

/** How a message travels: its stored name, and how older versions become the one of today. */
export function readMessage(
  element: RegisteredElement,
  registry: Registry,
  idOf: (element: RegisteredElement) => string,
): MessageContract {
  const { options } = element;
  const renamedFrom = [(options['renamedFrom'] ?? []) as string | readonly string[]].flat();
  return {
    type: element.type ?? '',
    version: versionOf(element),
    ...(options['published'] === true ? { published: true } : {}),
    ...(options['lenient'] === true ? { lenient: true } : {}),
    ...(renamedFrom.length === 0 ? {} : { renamedFrom }),
    ...(typeof options['tags'] === 'function' ? { tagged: true } : {}),
    upcasters: upcastersOf(element, registry, idOf),
  };
}

function upcastersOf(
  element: RegisteredElement,
  registry: Registry,
  idOf: (element: RegisteredElement) => string,
): readonly UpcasterDocument[] {
  return registry
    .ofKind('upcaster')
    .filter(({ belongsTo }) => {
      const target = belongsTo?.find();
      return target !== undefined && registry.find(target) === element;
    })
    .map((upcaster) => {
      const { from, to, description } = upcaster.options as {
        from: number;
        to: number;
        description?: string;
      };
      return { from, to, upcaster: idOf(upcaster), ...(description === undefined ? {} : { description }) };
    })
    .sort((one, other) => one.from - other.from || one.to - other.to);
}
