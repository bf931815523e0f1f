import type { AnyClass } from '../metadata.js';
import { kindOf } from './element.js';
import { requireFinishedService } from './service.js';

/**
 * The use cases that an aggregate, or a domain, offers to the world outside: methods marked with `@useCase`.
 *
 * Rules marked `@invariant.pre` and `@invariant.post` guard every public method, as those of a `DomainService` do. What a
 * method changed before it failed is not taken back by the service.
 *
 * @example
 * ```ts fragment
 * @banking.applicationService(Account)
 * class Accounts extends ApplicationService {
 *   @useCase
 *   open(accountNumber: string) { return new Account({ accountNumber, balance: 0 }); }
 * }
 * ```
 */
export abstract class ApplicationService {
  declare readonly [kindOf]: 'applicationService';

  constructor() {
    requireFinishedService(new.target as AnyClass);
  }
}

Object.defineProperty(ApplicationService.prototype, kindOf, { value: 'applicationService' });
