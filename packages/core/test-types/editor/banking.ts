// What an editor shows of the account; `.ci/editor-tests.mjs` says how the expectations are written.
import { Aggregate, Command, Domain, Entity, Event, ValueObject, field, invariant } from '@domainry/core';
import type { Children, Computed, Defaulted, DictOf, InputOf, ResultOf } from '@domainry/core';
import { Decimal } from 'decimal.js';

const banking = new Domain('Banking');

@banking.valueObject
class Money extends ValueObject<Money> {
  /** How much, in units of the currency. */
  @field.decimal({ required: true }) readonly amount!: Decimal;
  /** Code of ISO 4217. */
  @field.string({ required: true }) readonly currency!: string;
}

/** Money left the account. */
@banking.event(() => Account)
class AccountWithdrawn extends Event<AccountWithdrawn, Account> {
  /** How much left. */
  @field.float({ required: true }) readonly amount!: number;
}

@banking.event('Safe')
class SafeOpened extends Event<SafeOpened, Safe> {}

@banking.entity(() => Account)
class Card extends Entity<Card> {
  /** Embossed on the card. */
  @field.string({ required: true }) holder!: string;
  @field.valueObject(() => Money, { required: true }) limit!: Money;
}

@banking.aggregate
class Account extends Aggregate<Account> {
  /** The number printed on the card. */
  @field.identifier({ required: true, unique: true }) accountNumber!: string;
  /** Money available now. */
  @field.float({ required: true }) balance!: number;
  /** How far below zero the balance may go. */
  @field.float({ default: 0 }) overdraftLimit!: Defaulted<number>;
  /** Cards that draw on the account. */
  @field.hasMany(() => Card) readonly cards!: Children<Card>;

  /** What can be withdrawn. */
  get available(): Computed<number> {
    return this.balance + this.overdraftLimit;
  }

  @invariant.post('Balance cannot be below overdraft limit')
  staysWithinOverdraft() {
    return this.balance >= -this.overdraftLimit;
  }

  withdraw(amount: number) {
    this.balance -= amount;
    //   ^? (property) Account.balance: number
    this.raise_(new AccountWithdrawn({ amount }));
    //   ^? Aggregate<Account, string>.raise_(event: RaisableBy<Account>): void
    //                                 ^doc How much left.
    //              ^? constructor AccountWithdrawn<AccountWithdrawn, Account>(input: { amount: number; }): AccountWithdrawn
    this.raise_(new SafeOpened());
    //   ^error Argument of type 'SafeOpened' is not assignable to parameter of type 'RaisableBy<Account>'
  }
}

@banking.aggregate
class Safe extends Aggregate<Safe> {
  @field.string({ required: true }) place!: string;
}

@banking.command(Account)
class Withdraw extends Command<Withdraw, number> {
  @field.float({ required: true }) readonly amount!: number;
}

const account = new Account({ accountNumber: '1234', balance: 1000, overdraftLimit: 50, cards: [] });
//    ^? const account: Account
//                  ^? (input: { accountNumber: string; balance: number; overdraftLimit?: number | undefined; cards?: readonly (Card | InputOf<Card>)[] | undefined; id?: string | undefined; }): Account
//                            ^? (property) accountNumber: string
//                            ^doc The number printed on the card.
//                                                   ^doc Money available now.
//                                                                  ^? (property) overdraftLimit?: number | undefined
//                                                                  ^doc How far below zero the balance may go.
//                                                                                      ^? (property) cards?: readonly (Card | InputOf<Card>)[] | undefined
//                                                                                      ^doc Cards that draw on the account.
new Account({ id: '1', accountNumber: '1234', balance: 1 });
//            ^doc The identity; generated when it is not given.
new Account({ accountNumber: '1234', balance: 1, });
//                                              ^has overdraftLimit, cards, id
account.cards.add({ holder: 'Ada', limit: { amount: new Decimal(1), currency: 'EUR' } });
//            ^? Children<Card>.add(child: Card | InputOf<Card>): Card
account.overdraftLimit;
//      ^? (property) Account.overdraftLimit: Defaulted<number>
//      ^doc How far below zero the balance may go.
account.available;
//      ^doc What can be withdrawn.
account.changeAttribute('balance', 3);
//      ^? changeAttribute<"balance">(name: "balance", value: number): void
account.atomically(() => account.balance);
//      ^? atomically<number>(block: () => number): number

const dict = account.toDict();
//    ^? const dict: { accountNumber: string; balance: number; overdraftLimit: number; cards: DictOf<Card>[]; id: string; }
dict.balance;
//   ^? (property) balance: number
//   ^doc Money available now.
dict.cards[0]?.limit.amount;
//                   ^? (property) amount: string
//                   ^doc How much, in units of the currency.
const restored = Account.fromDict(dict);
//    ^? const restored: Account

const price = new Money({ amount: new Decimal(1), currency: 'EUR' });
//                ^? (input: { amount: Decimal; currency: string; }): Money
price.with({ currency: 'USD' });
//    ^? with(changes: { amount?: Decimal; currency?: string; }): Money
//           ^doc Code of ISO 4217.
type Given = InputOf<Card>;
//   ^? type Given = { holder: string; limit: Money | InputOf<Money>; id?: string | undefined; }
type Plain = DictOf<Card>;
//   ^? type Plain = { holder: string; limit: DictOf<Money>; id: string; }
type Result = ResultOf<Withdraw>;
//   ^? type Result = number
field.float({ required: true, min: 0 });
//    ^? FieldDecorator<number, "required">
//    ^doc A finite number.
//                            ^? (property) min: 0
banking.aggregate;
//      ^? StoredKindDecorator<"aggregate", AggregateOptions>
//      ^doc The root of a cluster
banking.event(() => Account);
//      ^? KindDecorator<"event", Account>
//      ^? <Account>(target: ElementTarget<Account>, options?: EventOptions | undefined)

// The commonest mistakes, and what the compiler says.

new Account({ accountNumber: '1234' });
//  ^error Property 'balance' is missing
new Account({ accountNumber: '1234', balance: '1' });
//                                   ^error Type 'string' is not assignable to type 'number'.
new Account({ accountNumber: '1234', balance: 1, balanse: 2 });
//                                               ^error Did you mean to write 'balance'?
new Account({ accountNumber: '1234', balance: 1, cards: [{ holder: 'Ada' }] });
//                                                       ^error Property 'limit' is missing in type '{ holder: string; }' but required in type 'InputOf<Card>'.
account.withdraw('1');
//               ^error Argument of type 'string' is not assignable to parameter of type 'number'.
new Withdraw({});
//           ^error Property 'amount' is missing

export class Mistakes extends Aggregate<Mistakes> {
  @field.float({ required: true }) name!: string;
  //^error The type of the property is not the type of the field.
  @field.float() balance!: number;
  //^error The field is optional: declare the property with \"?\", or make the field required.
  @field.float({ required: true }) limit?: number;
  //^error The field always has a value: declare the property with \"!\", not \"?\".
  @field.float({ default: 0 }) overdraftLimit!: number;
  //^error The field has a default: declare the property as Defaulted<…>.
  @field.float({ required: true }) interest!: Defaulted<number>;
  //^error The property is Defaulted<…>, but the field has no default.
  @field.float({ nullable: true }) cap!: number;
  //^error The field is nullable: add \"| null\" to the type of the property.
  @field.float({ required: true }) fee!: number | null;
  //^error The field is never null: remove \"| null\", or make the field nullable.
  @field.enum(['a', 'b'], { required: true }) letter!: 'a';
  //^error The field has values that the type of the property does not have.
  @field.float({ required: true }) private secret!: number;
  //^error The field is required, but construction cannot take a private or protected property: give it a default or make it public.
  @field.float({ required: true }) static shared: string;
  //^error FieldMismatch<
  @field.float({ required: true, requird: true }) typo!: number;
  //^error There is no option requird here.
  use = (): number => this.secret;
}

@banking.aggregate class NotAnAggregate extends Event<NotAnAggregate> {}
//^error The class must extend Aggregate.
@banking.valueObject class Plainly {}
//^error The class must extend ValueObject.
@banking.event class Homeless extends Event<Homeless> {}
//^error Say what it belongs to: @domain.event(Order), by class, thunk or name.
@banking.event(Safe) class Elsewhere extends Event<Elsewhere, Account> {}
//^error The class says that it belongs to another aggregate than the decorator does.

export type Shown = [Given, Plain, Result];
export const used = [restored, price, NotAnAggregate, Plainly, Homeless, Elsewhere];
