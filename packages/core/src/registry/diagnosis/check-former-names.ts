import type { RegisteredElement } from '../registered-element.js';
import { nameWithPlace } from '../resolve.js';
import { formerTypes } from '../stored-names.js';
import type { Examination } from './examination.js';

/** Reports former names of messages that another message has, or had as well: what is stored would belong to both. */
export function checkFormerNames(examination: Examination): void {
  const { registry } = examination;
  const owners = new Map<string, RegisteredElement>();
  const messages = [...registry.ofKind('event'), ...registry.ofKind('command')];
  for (const message of messages) owners.set(`${registry.domain}.${message.name}`, message);
  for (const message of messages) {
    const [, ...former] = formerTypes(registry.domain, message);
    for (const name of former) {
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, message);
      // Versions of one message share their former names.
      else if (owner.name !== message.name || owner.kind !== message.kind) {
        examination.report(
          message,
          'DUPLICATE_TYPE',
          `renamedFrom says that it was stored as ${name}, as ${nameWithPlace(owner)} is or was`,
          'Remove the name from renamedFrom of one of them.',
        );
      }
    }
  }
}
