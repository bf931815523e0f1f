import {
  Aggregate,
  Command,
  Domain,
  Event,
  field,
  handle,
  invariant,
  type Defaulted,
  type HandlerContext,
} from '@domainry/core';
import type { Story } from './story.js';

// #region model
const banking = new Domain('Banking');

@banking.event('Account')
class AccountWithdrawn extends Event<AccountWithdrawn> {
  @field.float({ required: true }) readonly amount!: number;
}

@banking.aggregate
class Account extends Aggregate<Account> {
  @field.float({ required: true }) balance!: number;
  @field.float({ default: 0 }) overdraftLimit!: Defaulted<number>;

  @invariant.post('Balance cannot be below the overdraft limit')
  staysWithinLimit() {
    return this.balance >= -this.overdraftLimit;
  }

  withdraw(amount: number) {
    this.balance -= amount;
    this.raise_(new AccountWithdrawn({ amount }));
  }
}

@banking.command(Account)
class Withdraw extends Command<Withdraw, number> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.float({ required: true, min: 0.01 }) readonly amount!: number;
}

@banking.commandHandler(Account)
class AccountCommands {
  @handle(Withdraw)
  async withdraw({ accountId, amount }: Withdraw, { repository }: HandlerContext) {
    const accounts = repository(Account);
    const account = await accounts.get(accountId);
    account.withdraw(amount);
    await accounts.add(account);
    return account.balance;
  }
}
// #endregion model

const told: string[] = [];

@banking.eventHandler(Account)
class Listener {
  @handle(AccountWithdrawn)
  withdrawn(event: AccountWithdrawn): void {
    told.push(event.constructor.name);
  }
}

export async function story(): Promise<Story> {
  await banking.init();
  const accounts = banking.repositoryFor(Account);
  await accounts.add(new Account({ id: '1', balance: 100 }));
  const balance = await banking.process(new Withdraw({ accountId: '1', amount: 40 }));
  const refusal = await banking.process(new Withdraw({ accountId: '1', amount: 200 })).then(
    () => 'none',
    (error: Error) => error.message,
  );
  const balanceAfterRefusal = (await accounts.get('1')).balance;
  await banking.close();
  return { balance, refusal, balanceAfterRefusal, events: told };
}

export const registered = [AccountCommands, Listener];
