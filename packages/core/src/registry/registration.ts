import type { Compilation } from '../elements/element-model.js';
import type { ModelEnvironment } from '../elements/element-model.js';
import type { AnyClass } from '../metadata.js';
import type { DomainFamily } from './class-owner.js';
import type { ElementKind } from './element-kinds.js';
import type { Registry } from './registry.js';
import type { DecoratorSite } from './source-position.js';

/** What a class decorator knows when it stands on a class. */
export interface Registration {
  readonly kind: ElementKind;
  readonly written: AnyClass;
  readonly options: Readonly<Record<string, unknown>>;
  /** Second argument of the class decorator, under standard decorators. */
  readonly context?: { readonly metadata?: object } | undefined;
  readonly site: DecoratorSite;
}

/** What a domain gives every class that is registered with it. */
export interface RegistrationContext {
  readonly registry: Registry;
  readonly family: DomainFamily;
  readonly environment: ModelEnvironment;
  readonly identityType: 'string' | 'integer' | 'uuid';
  readonly compilation: Compilation;
}
