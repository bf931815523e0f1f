import { Aggregate, Domain, Event, apply, field, type Defaulted, type Repository } from '@domainry/core';
import { expectTypeOf } from 'expect-type';

const bank = new Domain('Bank');

@bank.event(() => Ledger)
class Opened extends Event<Opened, Ledger> {
  @field.string({ required: true }) readonly owner!: string;
}

@bank.event('Journal')
class Booked extends Event<Booked, Journal> {}

@bank.aggregate({ eventSourced: true, snapshotEvery: 100, cache: 50, hashChain: true })
class Ledger extends Aggregate<Ledger> {
  @field.string({ required: true }) owner!: string;
  @field.float({ default: 0 }) balance!: Defaulted<number>;

  static open(owner: string) {
    return this.createFrom(new Opened({ owner }));
  }

  // A factory of the usual name is the user's own.
  static create(owner: string, balance: number): Ledger {
    return balance === 0 ? Ledger.open(owner) : Ledger.createFrom(new Opened({ owner }), owner);
  }

  @apply(Opened) opened(event: Opened) {
    this.owner = event.owner;
  }
}

@bank.aggregate({ eventSourced: true })
class Journal extends Aggregate<Journal, number> {
  @apply(Booked) booked(_event: Booked) {}
}

expectTypeOf(Ledger.open('Ada')).toEqualTypeOf<Ledger>();
expectTypeOf(Ledger.createFrom(new Opened({ owner: 'Ada' }))).toEqualTypeOf<Ledger>();
expectTypeOf(Journal.createFrom(new Booked(), 5).id).toEqualTypeOf<number>();
// @ts-expect-error the event belongs to another aggregate
Ledger.createFrom(new Booked());
// @ts-expect-error the identity is a number
Journal.createFrom(new Booked(), 'five');
// @ts-expect-error no event
Ledger.createFrom({ owner: 'Ada' });

const ledgers = bank.repositoryFor(Ledger);
expectTypeOf(ledgers).toEqualTypeOf<Repository<Ledger>>();
expectTypeOf(ledgers.get('l1', { atVersion: 3 })).toEqualTypeOf<Promise<Ledger>>();
expectTypeOf(ledgers.getOrNull('l1', { asOf: new Date() })).toEqualTypeOf<Promise<Ledger | null>>();
// @ts-expect-error a moment is a Date
void ledgers.get('l1', { asOf: '2026-01-01' });

// @ts-expect-error a number of events
bank.aggregate({ snapshotEvery: 'often' });
