import { storedFormOf, type StoredForm } from '../elements/stored-form.js';
import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived } from '../errors/violation.js';
import { suggestName } from '../fields/suggest-name.js';
import type { AnyClass } from '../metadata.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import { formerTypes } from '../registry/stored-names.js';
import { chainFrom, upcastStepsOf, type MakeUpcaster, type UpcastStep } from './upcast-chain.js';

/** How messages of one stored name are read. */
export interface MessageForm {
  readonly element: RegisteredElement;
  readonly stored: StoredForm;
  /** Steps to the form of today; none when it is that. */
  readonly chain: readonly UpcastStep[];
  /** Whether keys that no field has are dropped. */
  readonly isLenient: boolean;
}

/** Which stored names the events or the commands of a domain have, or had, and how each is read. */
export class MessageForms {
  readonly #byType = new Map<string, MessageForm>();
  /** Versions of today by name without version: `Banking.Withdraw`. */
  readonly #current = new Map<string, number>();

  constructor(
    registry: Registry,
    private readonly kind: 'event' | 'command',
    make: MakeUpcaster,
    isLenient: boolean,
  ) {
    const elements = registry.ofKind(kind).filter(({ model }) => model !== undefined);
    for (const element of elements) this.#add(registry, element, make, isLenient);
  }

  /**
   * How messages of a stored name are read.
   *
   * @throws DomainryError MESSAGE_TYPE_UNKNOWN, MESSAGE_VERSION_UNKNOWN.
   */
  require(type: string): MessageForm {
    const form = this.#byType.get(type);
    if (form !== undefined) return form;
    throw this.#unknown(type);
  }

  find(type: string): MessageForm | undefined {
    return this.#byType.get(type);
  }

  /** All names under which messages of a class are stored, former ones included. */
  typesOf(cls: AnyClass): readonly string[] {
    return [...this.#byType].filter(([, { element }]) => element.cls === cls).map(([type]) => type);
  }

  #add(registry: Registry, element: RegisteredElement, make: MakeUpcaster, isLenient: boolean): void {
    const version = (element.options['version'] as number | undefined) ?? 1;
    const steps = upcastStepsOf(registry, element, make);
    const base = {
      element,
      stored: storedFormOf(element.model!),
      isLenient: (element.options['lenient'] as boolean | undefined) ?? isLenient,
    };
    for (const name of formerTypes(registry.domain, element)) {
      this.#current.set(name, Math.max(version, this.#current.get(name) ?? 0));
      // A class of the former version may still be registered; what is upcast goes to that of today.
      for (const from of steps.keys()) {
        const chain = chainFrom(steps, from, version);
        if (chain !== undefined) this.#byType.set(`${name}.v${from}`, { ...base, chain });
      }
      const today = `${name}.v${version}`;
      if (!this.#byType.has(today)) this.#byType.set(today, { ...base, chain: [] });
    }
  }

  #unknown(type: string): DomainryError {
    const [, name, version] = /^(.*)\.v([0-9]+)$/.exec(type) ?? [];
    const current = name === undefined ? undefined : this.#current.get(name);
    if (current !== undefined) {
      const fix =
        Number(version) > current
          ? 'It was written by later code: deploy that.'
          : `Add an upcaster from ${version}, or one that leads on from it.`;
      return new DomainryError(
        'MESSAGE_VERSION_UNKNOWN',
        `Messages ${type} are stored, and ${name} has version ${current}. ${fix}`,
        { details: { type, current } },
      );
    }
    const meant = type.length > 200 ? undefined : suggestName(type, this.#byType.keys());
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    return new DomainryError(
      'MESSAGE_TYPE_UNKNOWN',
      `No ${this.kind} is stored as ${String(describeReceived(type))}.${hint} If it had this name before, say so: { renamedFrom: … }.`,
      { details: { type: describeReceived(type), ...(meant === undefined ? {} : { meant }) } },
    );
  }
}
