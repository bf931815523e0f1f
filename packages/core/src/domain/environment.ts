import type { ModelEnvironment } from '../elements/element-model.js';
import { newIntegerId, newUuid } from '../fields/identity.js';
import { DomainryError } from '../errors/domainry-error.js';
import { phraseReceived } from '../errors/violation.js';
import type { ValidationGroups } from '../fields/class-validator.js';
import type { AnyClass } from '../metadata.js';
import type { DomainFamily } from '../registry/class-owner.js';
import type { Registry } from '../registry/registry.js';
import { DeprecationWarnings } from './deprecation-warnings.js';
import type { DomainOptions } from './domain-options.js';
import { scopedEnvironment } from './fork-scope.js';

/** What one domain or fork itself gives: its clock, its identities, its warnings. */
export function ownEnvironment(
  name: string,
  options: DomainOptions,
  registry: () => Registry,
): ModelEnvironment {
  const { clock, identity, messageIdentity } = options;
  const now = clock === undefined ? Date.now : () => clock().getTime();
  const warnings = new DeprecationWarnings(options.onWarning);
  return {
    ...(options.validation === undefined ? {} : { validation: options.validation }),
    now,
    newId:
      typeof identity === 'function'
        ? () => checkedIdentity(name, 'identity', identity())
        : identity === 'integer'
          ? () => newIntegerId(now())
          : () => newUuid(now()),
    newMessageId:
      messageIdentity === undefined
        ? newUuid
        : () => checkedIdentity(name, 'messageIdentity', messageIdentity()),
    onDeprecated: (cls) => warnings.check(registry(), cls),
  };
}

/**
 * What classes are compiled with: what their domain gives, or the fork of it that runs at the moment. Classes are shared
 * by a domain and its forks, so the fork cannot be known when they are compiled (ADR-0013).
 */
export class SharedEnvironment implements ModelEnvironment {
  constructor(
    private readonly family: DomainFamily,
    private readonly own: ModelEnvironment,
  ) {}

  now(): number {
    return this.#here.now();
  }

  newId(): string | number | bigint {
    return this.#here.newId();
  }

  newMessageId(now: number): string {
    return this.#here.newMessageId(now);
  }

  get validation(): ValidationGroups {
    return this.own.validation ?? {};
  }

  onDeprecated(cls: AnyClass): void {
    this.#here.onDeprecated?.(cls);
  }

  get #here(): ModelEnvironment {
    return scopedEnvironment(this.family) ?? this.own;
  }
}

function checkedIdentity(name: string, option: 'identity' | 'messageIdentity', identity: unknown): string {
  if (typeof identity === 'string' && identity !== '') return identity;
  throw new DomainryError(
    'IDENTITY_FUNCTION',
    `The function ${option} of ${name} gave ${phraseReceived(identity)}. It gives a text that is not empty, another one each time.`,
    { details: { domain: name, option } },
  );
}
