import type { AnyAggregate } from '../elements/aggregate.js';
import type { Repository } from './repository.js';

/** Gives the repository of an aggregate class; or a repository class of yours, asked for by itself. */
export interface RepositoryLookup {
  <Own extends Repository<AnyAggregate>>(cls: abstract new (...given: never[]) => Own): Own;
  <Of extends AnyAggregate>(cls: abstract new (...given: never[]) => Of): Repository<Of>;
}
