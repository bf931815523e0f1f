import {
  Aggregate,
  Command,
  Domain,
  Entity,
  Event,
  ValueObject,
  apply,
  field,
  handle,
  type Children,
  type Decimal,
  type Defaulted,
  type HandlerContext,
} from '@domainry/core';

/** A domain with something of everything that is stored. */
export const bank = new Domain('Bank');

@bank.valueObject
export class Money extends ValueObject<Money> {
  @field.decimal({ required: true, scale: 2 }) readonly amount!: Decimal;
  @field.string({ required: true }) readonly currency!: string;
}

@bank.event('Account')
class Withdrawn extends Event<Withdrawn> {
  @field.float({ required: true }) readonly amount!: number;
}

@bank.entity('Account')
export class Card extends Entity<Card> {
  @field.string({ required: true }) number!: string;
}

@bank.aggregate({ indexes: ['owner'], unique: [{ fields: ['iban'] }], removable: true })
export class Account extends Aggregate<Account> {
  @field.identifier({ identifier: true, required: true }) readonly accountId!: string;
  @field.string({ required: true }) iban!: string;
  @field.string({ required: true }) owner!: string;
  @field.float({ default: 0, min: 0 }) balance!: Defaulted<number>;
  @field.valueObject(() => Money) limit?: Money;
  @field.hasMany(() => Card) readonly cards!: Children<Card>;

  withdraw(amount: number) {
    this.balance -= amount;
    this.raise_(new Withdrawn({ amount }));
  }
}

@bank.event('Ledger')
export class LedgerOpened extends Event<LedgerOpened> {
  @field.identifier({ required: true }) readonly ledgerId!: string;
}

@bank.event('Ledger')
export class Entered extends Event<Entered> {
  @field.float({ required: true }) readonly amount!: number;
}

@bank.aggregate({ eventSourced: true, snapshotEvery: 5 })
export class Ledger extends Aggregate<Ledger> {
  @field.identifier({ identifier: true, required: true }) readonly ledgerId!: string;
  @field.float({ required: true }) total!: number;

  static open(ledgerId: string): Ledger {
    return this.createFrom(new LedgerOpened({ ledgerId }));
  }
  enter(amount: number) {
    this.raise_(new Entered({ amount }));
  }
  @apply(LedgerOpened)
  opened(_event: LedgerOpened) {
    this.total = 0;
  }
  @apply(Entered)
  entered({ amount }: Entered) {
    this.total += amount;
  }
}

@bank.command(Account)
export class Withdraw extends Command<Withdraw, number> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.float({ required: true, min: 0.01 }) readonly amount!: number;
}

@bank.commandHandler(Account)
class AccountCommands {
  @handle(Withdraw)
  async withdraw({ accountId, amount }: Withdraw, { repository }: HandlerContext): Promise<number> {
    const accounts = repository(Account);
    const account = await accounts.get(accountId);
    account.withdraw(amount);
    await accounts.add(account);
    return account.balance;
  }
}

@bank.eventHandler(Account)
class LedgerKeeping {
  @handle(Withdrawn)
  async enter({ amount }: Withdrawn, { repository }: HandlerContext): Promise<void> {
    const ledgers = repository(Ledger);
    const ledger = (await ledgers.getOrNull('all')) ?? Ledger.open('all');
    ledger.enter(amount);
    await ledgers.add(ledger);
  }
}
