import { amounts, identities, owners, type AccountValues } from '../account-values.js';
import { finite, identity, refuseUnknownKeys, requireObject, text, truth } from './checks.js';

/** A standard decorator that does nothing: what remains is the code the compiler emits for it. */
function nothing(_target: undefined, _context: ClassFieldDecoratorContext): void {}

/** The account by hand again, with a decorator on each field: what any library with standard decorators pays. */
export class Account {
  readonly id: string;
  @nothing owner!: string;
  @nothing currency!: string;
  @nothing balance!: number;
  @nothing overdraftLimit!: number;
  @nothing active!: boolean;
  events: object[] | undefined = undefined;
  version = -1;

  constructor(given: AccountValues & { readonly id: string }) {
    requireObject('Account', given);
    this.id = identity('Account.id', given.id);
    this.owner = text('Account.owner', given.owner);
    this.currency = text('Account.currency', given.currency);
    this.balance = finite('Account.balance', given.balance);
    this.overdraftLimit = finite('Account.overdraftLimit', given.overdraftLimit);
    this.active = truth('Account.active', given.active);
    let keys = 0;
    // oxlint-disable-next-line no-unused-vars -- counts without making a list
    for (const _ in given) keys++;
    if (keys !== 6) refuseUnknownKeys('Account', given);
    if (this.balance < -this.overdraftLimit) throw new RangeError('Balance is below the overdraft limit.');
  }
}

export function make(index: number): Account {
  return new Account({
    id: identities[index & 63]!,
    owner: owners[index & 63]!,
    currency: 'EUR',
    balance: amounts[index & 63]!,
    overdraftLimit: 500.5,
    active: true,
  });
}
