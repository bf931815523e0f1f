import {
  Aggregate,
  Command,
  Domain,
  Entity,
  Event,
  Query,
  apply,
  boundaryView,
  field,
  handle,
  read,
  type Children,
  type Defaulted,
  type HandlerContext,
  type QueryContext,
} from '@domainry/core';

/** What processes work on until they are killed: something of everything that is stored together. */
export const bank = new Domain('Bank', { clock: () => new Date(Date.now() - clock.behind) });

/** Milliseconds by which the clock of this process is behind. */
export const clock = { behind: 0 };

@bank.event('Account')
export class Moved extends Event<Moved> {
  @field.text({ required: true }) readonly reference!: string;
  /** 0-based, as one movement may be told of by several events. */
  @field.integer({ required: true }) readonly part!: number;
  @field.integer({ required: true }) readonly amount!: number;
}

@bank.entity('Account')
export class Entry extends Entity<Entry> {
  @field.text({ required: true }) reference!: string;
}

@bank.aggregate({ unique: [{ fields: ['holder'] }] })
export class Account extends Aggregate<Account> {
  @field.identifier({ identifier: true, required: true }) readonly number!: string;
  @field.integer({ default: 0 }) balance!: Defaulted<number>;
  @field.text() holder?: string | undefined;
  @field.hasMany(() => Entry) readonly entries!: Children<Entry>;

  move(reference: string, amount: number, parts: number): void {
    this.balance += amount;
    this.entries.add({ reference });
    for (let part = 0; part < parts; part++) this.raise_(new Moved({ reference, part, amount }));
  }
}

@bank.event('Ledger')
export class Confirmed extends Event<Confirmed> {
  @field.text({ required: true }) readonly reference!: string;
}

@bank.aggregate({ eventSourced: true, snapshotEvery: 7 })
export class Ledger extends Aggregate<Ledger> {
  @field.integer({ default: 0 }) count!: Defaulted<number>;

  static begin(id: string, reference: string): Ledger {
    return this.createFrom(new Confirmed({ reference }), id);
  }
  confirm(reference: string): void {
    this.raise_(new Confirmed({ reference }));
  }
  @apply(Confirmed)
  confirmed(_event: Confirmed): void {
    this.count += 1;
  }
}

/** What an event handler has made of each event. */
@bank.aggregate
export class Booking extends Aggregate<Booking> {
  @field.identifier({ identifier: true, required: true }) readonly event!: string;
  @field.text({ required: true }) reference!: string;
}

/** Belongs to no aggregate: whether a seat is free is decided by these events alone. */
@bank.event({ tags: ({ seat, row }: SeatTaken) => [`seat:${seat}`, `row:${row}`] })
export class SeatTaken extends Event<SeatTaken> {
  @field.text({ required: true }) readonly seat!: string;
  @field.text({ required: true }) readonly row!: string;
  @field.text({ required: true }) readonly by!: string;
}

/** Gives the balance after it. */
@bank.command(Account)
export class Move extends Command<Move, number> {
  @field.identifier({ required: true }) readonly account!: string;
  @field.text({ required: true }) readonly reference!: string;
  @field.integer({ required: true }) readonly amount!: number;
  @field.integer({ required: true, min: 1 }) readonly parts!: number;
}

@bank.command(Account)
export class Claim extends Command<Claim> {
  @field.identifier({ required: true }) readonly account!: string;
  /** Nobody's when absent. */
  @field.text() readonly holder?: string;
}

/** Puts a balance in place of another one; gives whether it was that one. */
@bank.command(Account)
export class Exchange extends Command<Exchange, boolean> {
  @field.identifier({ required: true }) readonly account!: string;
  @field.integer({ required: true }) readonly from!: number;
  @field.integer({ required: true }) readonly to!: number;
}

/** Gives the number of confirmations, this one included. */
@bank.command(Ledger)
export class Confirm extends Command<Confirm, number> {
  @field.identifier({ required: true }) readonly ledger!: string;
  @field.text({ required: true }) readonly reference!: string;
}

/** Gives whether the seat was free. */
@bank.command()
export class TakeSeat extends Command<TakeSeat, boolean> {
  @field.text({ required: true }) readonly seat!: string;
  @field.text({ required: true }) readonly row!: string;
  @field.text({ required: true }) readonly by!: string;
}

@bank.query
export class BalanceOf extends Query<BalanceOf, number> {
  @field.identifier({ required: true }) readonly account!: string;
}

@bank.commandHandler(Account)
export class AccountCommands {
  /** The confirmation is to be done later; that it is, is stored with the movement. */
  @handle(Move)
  async move(
    { account, reference, amount, parts }: Move,
    { repository, process }: HandlerContext,
  ): Promise<number> {
    const found = (await repository(Account).getOrNull(account)) ?? new Account({ number: account });
    found.move(reference, amount, parts);
    await repository(Account).add(found);
    await process(new Confirm({ ledger: account, reference }), { asynchronous: true });
    return found.balance;
  }

  @handle(Claim)
  async claim({ account, holder }: Claim, { repository }: HandlerContext): Promise<void> {
    const found = (await repository(Account).getOrNull(account)) ?? new Account({ number: account });
    found.holder = holder;
    await repository(Account).add(found);
  }

  @handle(Exchange)
  async exchange({ account, from, to }: Exchange, { repository }: HandlerContext): Promise<boolean> {
    const found = (await repository(Account).getOrNull(account)) ?? new Account({ number: account });
    if (found.balance !== from) return false;
    found.balance = to;
    await repository(Account).add(found);
    return true;
  }
}

@bank.commandHandler(Ledger)
export class LedgerCommands {
  @handle(Confirm)
  async confirm({ ledger, reference }: Confirm, { repository }: HandlerContext): Promise<number> {
    const known = await repository(Ledger).getOrNull(ledger);
    known?.confirm(reference);
    const kept = known ?? Ledger.begin(ledger, reference);
    await repository(Ledger).add(kept);
    return kept.count;
  }
}

@bank.commandHandler()
export class Seating {
  @handle(TakeSeat)
  async take({ seat, row, by }: TakeSeat, { events }: HandlerContext): Promise<boolean> {
    const taken = boundaryView({
      query: { types: [SeatTaken], tags: [`seat:${seat}`, `row:${row}`] },
      initial: false,
      evolve: () => true,
    });
    let isFree = false;
    await events.decide({ taken }, (states) => {
      isFree = !states.taken;
      return isFree ? new SeatTaken({ seat, row, by }) : [];
    });
    return isFree;
  }
}

@bank.eventHandler(Account)
export class Bookkeeping {
  @handle(Moved)
  async book({ reference }: Moved, { repository, message }: HandlerContext): Promise<void> {
    await repository(Booking).add(new Booking({ event: message.id, reference }));
  }
}

@bank.queryHandler()
export class Balances {
  @read(BalanceOf)
  async balanceOf({ account }: BalanceOf, { repository }: QueryContext): Promise<number> {
    return (await repository(Account).getOrNull(account))?.balance ?? 0;
  }
}
