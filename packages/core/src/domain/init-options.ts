import {
  checkDispatchOptions,
  dispatchOptionNames,
  type DispatchOptions,
} from '../dispatch/dispatch-options.js';
import { DomainryError } from '../errors/domainry-error.js';
import { suggestName } from '../fields/suggest-name.js';
import type { MessageOptions } from '../event-store/message-catalog.js';
import type { BrokerAdapter } from '../ports/broker.js';
import type { DatabaseAdapter } from '../ports/database.js';
import type { ElementKind } from '../registry/element-kinds.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';

/** What `init()` takes: what a domain runs on. */
export interface InitOptions extends DispatchOptions {
  /**
   * Where states and events are kept, by the names that elements give as their `database`; `default` for those that give
   * none. Without it, everything is kept in memory.
   */
  readonly databases?: Readonly<Record<string, DatabaseAdapter>>;
  /**
   * What carries messages between contexts, by the names that subscribers give as their `broker`; `default` for those that give
   * none. Without it, there is one in memory.
   */
  readonly brokers?: Readonly<Record<string, BrokerAdapter>>;
  /** How messages are stored and read: codecs, checksums, leniency. */
  readonly messages?: MessageOptions;
  /**
   * Signs the cursors of pages: the same text, best of 32 characters or more, in all processes that take each other's
   * cursors. Without it, cursors are good for this process only.
   */
  readonly cursorKey?: string;
}

/** Name of the broker of subscribers that name none. */
export const defaultBroker = 'default';

/** Name of the database of elements that name none. */
export const defaultDatabase = 'default';

/** Name of the database of an element. */
export function databaseNameOf({ options }: RegisteredElement): string {
  return (options['database'] as string | undefined) ?? defaultDatabase;
}

/** Refuses options that are unknown or wrong, and elements whose database is not among them. */
export function checkInitOptions(registry: Registry, options: InitOptions): void {
  const { domain } = registry;
  if (typeof options !== 'object' || options === null) {
    throw wrong(domain, 'expected an object with options', {});
  }
  const known = ['databases', 'brokers', 'messages', 'cursorKey', ...dispatchOptionNames];
  for (const option of Object.keys(options)) {
    if (known.includes(option)) continue;
    const meant = suggestName(option, known);
    const fix = meant === undefined ? `Options: ${known.join(', ')}` : `Did you mean ${meant}?`;
    throw wrong(domain, `the option ${option} is unknown. ${fix}`, { option });
  }
  const { databases, cursorKey } = options;
  if (cursorKey !== undefined && (typeof cursorKey !== 'string' || cursorKey === '')) {
    throw wrong(domain, 'the option cursorKey is no text, or an empty one', { option: 'cursorKey' });
  }
  checkMessages(domain, options.messages);
  checkDatabases(registry, databases);
  checkBrokers(registry, options.brokers);
  checkDispatchOptions(domain, options);
}

/** Kinds of element that something is kept of. */
const keepers: readonly ElementKind[] = ['aggregate', 'decider', 'projection'];

const messageOptions = ['codecs', 'formerCodecs', 'checksums', 'lenient'];

function checkMessages(domain: string, messages: InitOptions['messages']): void {
  if (messages === undefined) return;
  if (typeof messages !== 'object' || messages === null)
    throw wrong(domain, 'the option messages is no object', { option: 'messages' });
  for (const [name, value] of Object.entries(messages)) {
    if (!messageOptions.includes(name)) {
      const meant = suggestName(name, messageOptions);
      const fix = meant === undefined ? `Options: ${messageOptions.join(', ')}` : `Did you mean ${meant}?`;
      throw wrong(domain, `the option messages.${name} is unknown. ${fix}`, { option: `messages.${name}` });
    }
    const isValid = name.endsWith('odecs') ? Array.isArray(value) : typeof value === 'boolean';
    if (value !== undefined && !isValid)
      throw wrong(domain, `the option messages.${name} has a value it cannot have`, {
        option: `messages.${name}`,
      });
  }
}

function checkDatabases(registry: Registry, databases: InitOptions['databases']): void {
  const { domain } = registry;
  if (databases !== undefined && (typeof databases !== 'object' || databases === null)) {
    throw wrong(domain, 'expected databases by name: { default: memory() }', { option: 'databases' });
  }
  for (const [name, adapter] of Object.entries(databases ?? {})) {
    if (typeof (adapter as Partial<DatabaseAdapter> | undefined)?.open === 'function') continue;
    throw wrong(domain, `the database ${name} is no adapter. Give what an adapter makes, such as memory()`, {
      option: 'databases',
      database: name,
    });
  }
  const names = databases === undefined ? [defaultDatabase] : Object.keys(databases);
  for (const element of registry) {
    if (!keepers.includes(element.kind)) continue;
    const name = databaseNameOf(element);
    if (element.isAbstract || names.includes(name)) continue;
    const meant = suggestName(name, names);
    const fix =
      meant === undefined
        ? `Add it to databases, which has ${names.join(', ') || 'none'}`
        : `Did you mean ${meant}?`;
    throw wrong(domain, `${element.name} is kept in the database ${name}, which is not there. ${fix}`, {
      element: element.name,
      database: name,
    });
  }
}

function checkBrokers(registry: Registry, brokers: InitOptions['brokers']): void {
  const { domain } = registry;
  if (brokers !== undefined && (typeof brokers !== 'object' || brokers === null)) {
    throw wrong(domain, 'expected brokers by name: { default: memoryBroker() }', { option: 'brokers' });
  }
  for (const [name, adapter] of Object.entries(brokers ?? {})) {
    if (typeof (adapter as Partial<BrokerAdapter> | undefined)?.open === 'function') continue;
    throw wrong(
      domain,
      `the broker ${name} is no adapter. Give what an adapter makes, such as memoryBroker()`,
      {
        option: 'brokers',
        broker: name,
      },
    );
  }
  const names = brokers === undefined ? [defaultBroker] : Object.keys(brokers);
  for (const element of registry.ofKind('subscriber')) {
    const name = (element.options['broker'] as string | undefined) ?? defaultBroker;
    if (names.includes(name)) continue;
    const meant = suggestName(name, names);
    const fix =
      meant === undefined
        ? `Add it to brokers, which has ${names.join(', ') || 'none'}`
        : `Did you mean ${meant}?`;
    throw wrong(domain, `${element.name} listens to the broker ${name}, which is not there. ${fix}`, {
      element: element.name,
      broker: name,
    });
  }
}

function wrong(domain: string, cause: string, details: Readonly<Record<string, string>>): DomainryError {
  return new DomainryError(
    'CONFIGURATION_INVALID',
    `${domain}.init(): ${cause}${cause.endsWith('?') ? '' : '.'}`,
    {
      details: { domain, ...details },
    },
  );
}
