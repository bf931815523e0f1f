import type { AnyAggregate } from '../elements/aggregate.js';
import type { Repository } from './repository.js';

/** Any repository, whatever it is of. */
export interface AnyRepository {
  add(...aggregates: never[]): Promise<void>;
  remove(...aggregates: never[]): Promise<void>;
  readonly query: object;
}

/** Gives the repository of an aggregate class; or a repository class of yours, asked for by itself. */
export interface RepositoryLookup {
  <Of extends AnyAggregate>(cls: abstract new (...given: never[]) => Of): Repository<Of>;
  <Own extends AnyRepository>(cls: abstract new (...given: never[]) => Own): Own;
}
