import type { Compilation, ModelEnvironment } from '../elements/element-model.js';
import { ModelError } from '../errors/model-error.js';
import type { Problem } from '../errors/problem.js';
import type { AnyClass } from '../metadata.js';
import type { DomainFamily } from '../registry/class-owner.js';
import { diagnose } from '../registry/diagnose.js';
import type { ElementKind } from '../registry/element-kinds.js';
import { registerElement } from '../registry/register-element.js';
import { Registry } from '../registry/registry.js';
import { DecoratorSite } from '../registry/source-position.js';
import type { RepositoryLookup } from '../repositories/repository-lookup.js';
import { checkDomainOptions, descriptionIn, type DomainOptions } from './domain-options.js';
import { ElementDecorators, registerAs } from './element-decorators.js';
import { SharedEnvironment, ownEnvironment } from './environment.js';
import { checkForkOptions } from './fork-options.js';
import { runInScope } from './fork-scope.js';
import type { InitOptions } from './init-options.js';
import { kindToRegister } from './kind-to-register.js';
import { Lifetime } from './lifetime.js';
import type { RegisterOptions } from './register-options.js';
import { runForTenant } from './run-for-tenant.js';
import { Wiring, type UnitContext } from './wiring.js';

/**
 * A bounded context: the elements of one model, and everything that runs it.
 *
 * Nothing is global: classes are registered with the domain object whose decorators stand on them, and two domains
 * never see each other.
 *
 * @example
 * ```ts
 * import { Aggregate, Domain, field } from '@domainry/core';
 *
 * const banking = new Domain('Banking', { description: 'Accounts of private customers' });
 *
 * @banking.aggregate
 * class Account extends Aggregate<Account> {
 *   @field.float({ required: true }) balance!: number;
 * }
 *
 * await banking.init();
 * ```
 */
export class Domain extends ElementDecorators {
  readonly name: string;
  /** What was said about the domain, as read-only data. */
  readonly options: DomainOptions;
  #registry: Registry;
  #family: DomainFamily;
  #isFork = false;
  readonly #own: ModelEnvironment;
  readonly #lifetime: Lifetime;
  readonly #compilation: Compilation;

  /**
   * @param name - starts the stored names of messages: keep it when the code is reorganised.
   * @throws DomainryError MODEL_INVALID when an option is unknown or wrong.
   */
  constructor(name: string, options: DomainOptions = {}) {
    super();
    checkDomainOptions(name, options);
    this.name = name;
    this.options = Object.freeze({ ...options });
    this.#registry = new Registry(name, descriptionIn(options));
    this.#family = Object.freeze({ name });
    this.#compilation = options.codeGeneration === false ? 'interpreted' : 'generated';
    this.#lifetime = new Lifetime(name);
    this.#own = ownEnvironment(name, this.options, () => this.#registry);
  }

  /** Everything the domain knows of its elements. Can no longer be added to after {@link Domain.init}. */
  get registry(): Registry {
    return this.#registry;
  }

  /**
   * Registers a class, as the decorator of its kind does. The kind follows from the base class; a class without one names
   * it: `banking.register(AccountCommands, { kind: 'commandHandler', partOf: Account })`.
   *
   * @returns the finished class, which is the one to use: `const Account = banking.register(class Account extends …)`.
   * @throws DomainryError MODEL_INVALID when the kind cannot be told; DOMAIN_FROZEN after `init()`.
   */
  register<Class extends AnyClass>(
    cls: Class,
    ...[options]: {} extends RegisterOptions<Class>
      ? [options?: RegisterOptions<Class>]
      : [options: RegisterOptions<Class>]
  ): Class {
    // oxlint-disable-next-line typescript/unbound-method -- only says where in the stack the caller begins
    const site = new DecoratorSite(this.register);
    const { kind: named, ...given } = (options ?? {}) as { readonly kind?: unknown };
    return this[registerAs](kindToRegister(this.name, cls, named), cls, given, site) as Class;
  }

  /** Everything that is wrong with the model, as far as it is known now. */
  check(): readonly Problem[] {
    return diagnose(this.#registry);
  }

  /**
   * Resolves all references, validates the model, ends registration, and opens the databases. While the domain is
   * initialised, another call without options does nothing; after {@link Domain.close} it opens them again.
   *
   * @throws ModelError with all problems of the model; DomainryError CONFIGURATION_INVALID, ALREADY_INITIALISED; whatever
   *   a database throws when it is opened.
   */
  async init(options?: InitOptions): Promise<this> {
    const problems = this.check();
    if (problems.length > 0) throw new ModelError(this.name, problems);
    this.#registry.freeze();
    const sources = { registry: this.#registry, now: () => this.#own.now() };
    await this.#lifetime.begin(options !== undefined, () => Wiring.open(sources, options ?? {}));
    return this;
  }

  /** Closes the databases. Nothing can be loaded, saved or handled then, until the next {@link Domain.init}. */
  async close(): Promise<void> {
    await this.#lifetime.end();
  }

  /**
   * The repository of an aggregate; or a repository class of yours, asked for by itself.
   *
   * @throws DomainryError NOT_INITIALISED, WRONG_AGGREGATE, CLASS_NOT_REGISTERED.
   */
  get repositoryFor(): RepositoryLookup {
    return this.#lifetime.wiring.repositories.lookup;
  }

  /**
   * Runs a function as one unit of work: what it adds to repositories is saved together when it is done, and nothing when
   * it throws. Inside another unit it is a part of that one, which fails as a whole when the part does.
   *
   * @throws DomainryError NOT_INITIALISED, AGGREGATE_FORGOTTEN, UNIT_DOOMED, VERSION_CONFLICT, …; ValidationError with code
   *   `unique`; whatever the function throws.
   */
  async unitOfWork<Result>(act: (context: UnitContext) => Result | Promise<Result>): Promise<Result> {
    const { wiring } = this.#lifetime;
    return this.#here(() => wiring.runUnit(act));
  }

  /** Runs a function, and whatever it begins and awaits, for a tenant: units of work and messages carry its name. */
  withTenant<Result>(tenant: string, act: () => Result): Result {
    return runForTenant(tenant, act);
  }

  /**
   * A copy for tests: it knows the same elements, can be given more or others in their place, and has options of its own.
   * The domain itself is left as it is. Classes are shared; they follow the clock, the identities and the warnings of the
   * fork inside {@link Domain.run}.
   *
   * An element that is registered with the fork takes the place of the one of the same kind and name.
   *
   * @throws DomainryError MODEL_INVALID when an option is unknown, wrong, or would change the type of identities.
   */
  fork(overrides: DomainOptions = {}): Domain {
    checkForkOptions(this.name, this.options, overrides);
    const fork = new Domain(this.name, { ...this.options, ...overrides });
    fork.#registry = this.#registry.copy(descriptionIn(fork.options));
    fork.#family = this.#family;
    fork.#isFork = true;
    return fork;
  }

  /**
   * Runs a function in which the classes of this domain, and of what it was forked from, follow its clock, identities and
   * warnings; with everything the function calls, begins and awaits, and nothing else. Functions of other forks that run
   * at the same time do not notice. Browsers cannot follow a call beyond its first `await`, so there the scope ends with it.
   */
  run<Result>(act: () => Result): Result {
    return runInScope(this.#family, this.#own, act);
  }

  /** What runs here follows the clock and the identities of this domain, also when it is a fork. */
  #here<Result>(act: () => Result): Result {
    return this.#isFork ? this.run(act) : act();
  }

  /** @internal */
  override [registerAs](
    kind: ElementKind,
    written: AnyClass,
    options: object,
    site: DecoratorSite,
    context?: ClassDecoratorContext,
  ): AnyClass {
    return registerElement(
      {
        registry: this.#registry,
        family: this.#family,
        environment: new SharedEnvironment(this.#family, this.#own),
        identityType: this.options.identity === 'integer' ? 'integer' : 'string',
        compilation: this.#compilation,
      },
      { kind, written, options: options as Readonly<Record<string, unknown>>, site, context },
    );
  }
}
