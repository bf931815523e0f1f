import type { AnyAggregate } from '../elements/aggregate.js';
import type { Selection } from '../queries/selection.js';
import type { Persister } from '../unit-of-work/persister.js';
import { currentUnit, runNewUnit, type UnitRunner } from '../unit-of-work/run-unit.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { RepositoryAccess } from './repository-access.js';

/** What the repositories of one aggregate class have in common, whichever unit of work they belong to. */
export interface AccessSources {
  readonly units: UnitRunner;
  /** Milliseconds since the epoch, by the clock of the domain. */
  readonly now: () => number;
  /** The persister needs the hooks of a repository, and a repository the persister: so it is asked for late. */
  readonly persister: () => Persister;
  readonly selectionOf: (access: RepositoryAccess) => Selection<AnyAggregate> | undefined;
}

/** The access of one repository: to its own unit of work, or to whichever is open where it is called. */
export class AggregateAccess implements RepositoryAccess {
  #selection: { readonly made: Selection<AnyAggregate> | undefined } | undefined;

  /** @param own - absent when the repository belongs to no unit. */
  constructor(
    private readonly sources: AccessSources,
    private readonly own?: UnitOfWork,
  ) {}

  get persister(): Persister {
    return this.sources.persister();
  }

  get now(): () => number {
    return this.sources.now;
  }

  get selection(): Selection<AnyAggregate> | undefined {
    return (this.#selection ??= { made: this.sources.selectionOf(this) }).made;
  }

  unit(): UnitOfWork | undefined {
    return this.own ?? currentUnit(this.sources.units.domain);
  }

  async run<Result>(act: (unit: UnitOfWork) => Result | Promise<Result>): Promise<Result> {
    const open = this.unit();
    return open === undefined ? runNewUnit(this.sources.units, act) : act(open);
  }
}
