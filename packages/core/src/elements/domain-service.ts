import type { AnyClass } from '../metadata.js';
import { kindOf } from './element.js';
import { requireFinishedService } from './service.js';

/**
 * An operation of the domain that belongs to no single aggregate (Evans, *Domain-Driven Design*, chapter 5).
 *
 * Every public method is guarded: rules marked `@invariant.pre` are checked before it, rules marked `@invariant.post`
 * after it. When a synchronous method fails, whatever the reason, the aggregates it changed are as they were before it
 * began, pending events included. An asynchronous method is only checked, the post rules once its promise is fulfilled:
 * taking back what it did is the part of the unit of work it runs in.
 *
 * A method that calls another of the same service is not checked again, up to its first `await`. Methods whose names start
 * with `_`, `#private` ones and static ones are not guarded.
 *
 * @example
 * ```ts fragment
 * @banking.domainService({ aggregates: [Account, Ledger] })
 * class Transfer extends DomainService {
 *   constructor(readonly from: Account, readonly to: Account) { super(); }
 *
 *   @invariant.pre('The accounts differ')
 *   accountsDiffer() { return !this.from.equals(this.to); }
 *
 *   run(amount: number) {
 *     this.from.withdraw(amount);
 *     this.to.deposit(amount); // when this throws, the withdrawal has not happened
 *   }
 * }
 * ```
 */
export abstract class DomainService {
  declare readonly [kindOf]: 'domainService';

  constructor() {
    requireFinishedService(new.target as AnyClass);
  }
}

Object.defineProperty(DomainService.prototype, kindOf, { value: 'domainService' });
