import type { AnyAggregate } from '../elements/aggregate.js';
import { kindOf } from '../elements/element.js';
import { DomainryError } from '../errors/domainry-error.js';
import type { AnyClass } from '../metadata.js';
import type { CursorSigner } from '../queries/cursor.js';
import { Selection } from '../queries/selection.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import { findTarget } from '../registry/resolve.js';
import type { Persister, SaveHooks } from '../unit-of-work/persister.js';
import type { UnitRunner } from '../unit-of-work/run-unit.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { AggregateAccess, type AccessSources } from './aggregate-access.js';
import type { RepositoryAccess } from './repository-access.js';
import type { RepositoryLookup } from './repository-lookup.js';
import { Repository } from './repository.js';
import { acceptIdentity } from './stored-identity.js';
import { StatePersister } from './state-persister.js';
import { StateQueryRunner } from './state-query-runner.js';

/** What repositories are made of. */
export interface RepositorySources {
  readonly registry: Registry;
  readonly units: UnitRunner;
  /** Milliseconds since the epoch, by the clock of the domain. */
  readonly now: () => number;
  readonly cursors: CursorSigner;
  /** Makes what loads and writes an aggregate class. Called once for each. */
  readonly newPersister: (element: RegisteredElement, hooks: SaveHooks) => Persister;
}

type RepositoryClass = new (access: RepositoryAccess) => Repository<AnyAggregate>;

/** All repositories of one aggregate class. */
interface Family {
  readonly Class: RepositoryClass;
  readonly access: AccessSources;
  /** The one that belongs to no unit of work. */
  free: Repository<AnyAggregate> | undefined;
}

/** The repositories of one domain: one for each aggregate class, made when it is first asked for. */
export class Repositories {
  /** By what repositories are asked for by: the aggregate, or a repository class. */
  readonly #families = new Map<AnyClass, Family>();
  /** Repository classes of the user's, by aggregate. */
  readonly #classes = new Map<RegisteredElement, RegisteredElement>();

  /** @throws DomainryError CONFIGURATION_INVALID when an aggregate has two repository classes. */
  constructor(private readonly sources: RepositorySources) {
    for (const own of sources.registry.ofKind('repository')) {
      const aggregate = own.belongsTo && findTarget(sources.registry, own.belongsTo);
      if (aggregate === undefined) continue;
      const other = this.#classes.get(aggregate);
      if (other !== undefined) throw twoRepositories(aggregate, other, own);
      this.#classes.set(aggregate, own);
    }
  }

  /** Repositories that belong to whichever unit of work is open where they are called. */
  readonly lookup: RepositoryLookup = ((cls: AnyClass): Repository<AnyAggregate> => {
    const family = this.#familyOf(cls);
    return (family.free ??= newRepository(family));
  }) as RepositoryLookup;

  /** Repositories that belong to one unit of work, wherever they are called. */
  lookupIn(unit: UnitOfWork): RepositoryLookup {
    return ((cls: AnyClass): Repository<AnyAggregate> => {
      const family = this.#familyOf(cls);
      return unit.kept(family, () => newRepository(family, unit));
    }) as RepositoryLookup;
  }

  /** Keeps the state of an event-sourced aggregate as a snapshot; gives its version, undefined when there is none. */
  async takeSnapshot({ cls, model }: RegisteredElement, id: unknown): Promise<number | undefined> {
    const { access } = this.#familyOf(cls);
    return await access.persister().takeSnapshot?.(acceptIdentity(model!, id));
  }

  #familyOf(cls: AnyClass): Family {
    let family = this.#families.get(cls);
    if (family === undefined) {
      const element = this.#aggregateOf(cls);
      family = this.#families.get(element.cls) ?? this.#newFamily(element);
      this.#families.set(element.cls, family).set(cls, family);
    }
    return family;
  }

  #newFamily(element: RegisteredElement): Family {
    const { units, now } = this.sources;
    let persister: Persister | undefined;
    return {
      Class: (this.#classes.get(element)?.cls ?? Repository) as unknown as RepositoryClass,
      access: {
        units,
        now,
        persister: () =>
          (persister ??= this.sources.newPersister(
            element,
            Repository.hooksOf(this.lookup(element.cls as never)),
          )),
        selectionOf: (access) => this.#selectionOf(access),
      },
      free: undefined,
    };
  }

  #selectionOf(access: RepositoryAccess): RepositoryAccess['selection'] {
    const { persister } = access;
    if (!(persister instanceof StatePersister)) return undefined;
    const runner = new StateQueryRunner(access, persister);
    return new Selection<AnyAggregate>({
      model: persister.element.model!,
      runner,
      cursors: this.sources.cursors,
    });
  }

  #aggregateOf(cls: AnyClass): RegisteredElement {
    const { registry } = this.sources;
    const element = typeof cls === 'function' ? registry.find(cls) : undefined;
    const aggregate =
      element?.kind === 'repository' ? element.belongsTo && findTarget(registry, element.belongsTo) : element;
    if (aggregate?.kind === 'aggregate' && !aggregate.isAbstract) return aggregate;
    throw noRepository(registry, cls, element);
  }
}

function newRepository({ Class, access }: Family, unit?: UnitOfWork): Repository<AnyAggregate> {
  return new Class(new AggregateAccess(access, unit));
}

function noRepository(
  registry: Registry,
  cls: unknown,
  element: RegisteredElement | undefined,
): DomainryError {
  const name = typeof cls === 'function' ? cls.name : String(cls);
  if (element === undefined) {
    const kind = typeof cls === 'function' ? (cls.prototype as { readonly [kindOf]?: string })[kindOf] : '';
    return new DomainryError(
      'CLASS_NOT_REGISTERED',
      `${registry.domain} has no repository of ${name}, which is not registered with it. Decorate ${name} with @domain.${kind ?? 'aggregate'}, or ask the domain it belongs to.`,
      { details: { element: name, domain: registry.domain } },
    );
  }
  const root = registry.clusterOf(element.cls);
  const fix =
    element.isAbstract || root === undefined
      ? 'Ask for the repository of an aggregate that is not abstract.'
      : `Ask for the repository of ${root.name}, with which it is saved.`;
  return new DomainryError(
    'WRONG_AGGREGATE',
    `There is no repository of ${name}, which is ${element.isAbstract ? 'abstract' : `no aggregate but registered as ${element.kind}`}. ${fix}`,
    { details: { element: name } },
  );
}

function twoRepositories(
  aggregate: RegisteredElement,
  one: RegisteredElement,
  other: RegisteredElement,
): DomainryError {
  return new DomainryError(
    'CONFIGURATION_INVALID',
    `${aggregate.name} has two repositories, ${one.name} and ${other.name}. An aggregate has one: move what ${other.name} does into ${one.name}.`,
    { details: { element: aggregate.name, repositories: [one.name, other.name] } },
  );
}
