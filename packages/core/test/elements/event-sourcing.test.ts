import {
  Aggregate,
  Entity,
  Event,
  ValidationError,
  apply,
  field,
  invariant,
  type Children,
  type Defaulted,
} from '@domainry/core';
import { describe, expect, test } from '@jest/globals';
import { modelOf } from '../../src/elements/element.js';
import { replay } from '../../src/elements/event-sourcing.js';
import { compilations, thrownBy } from './compilations.js';

describe.each(compilations)('an event-sourced aggregate, %s', (_name, newDomain) => {
  const bank = newDomain();

  @bank.event('Ledger')
  class LedgerOpened extends Event<LedgerOpened> {
    @field.string({ required: true }) readonly owner!: string;
  }

  @bank.event('Ledger')
  class Deposited extends Event<Deposited> {
    @field.float({ required: true }) readonly amount!: number;
  }

  @bank.event('Ledger')
  class Noted extends Event<Noted> {
    @field.string({ required: true }) readonly text!: string;
  }

  @bank.event('Ledger')
  class Renamed extends Event<Renamed> {
    @field.string({ required: true }) readonly owner!: string;
  }

  @bank.entity('Ledger')
  class Note extends Entity<Note> {
    @field.string({ required: true }) text!: string;
  }

  @bank.aggregate({ eventSourced: true })
  class Ledger extends Aggregate<Ledger> {
    @field.string({ required: true }) owner!: string;
    @field.float({ default: 0, max: 1000 }) balance!: Defaulted<number>;
    @field.hasMany(() => Note) readonly notes!: Children<Note>;

    @invariant.post('The balance is not negative')
    balanceIsNotNegative() {
      return this.balance >= 0;
    }

    static open(owner: string) {
      return Ledger.createFrom(new LedgerOpened({ owner }));
    }

    deposit(amount: number) {
      this.raise_(new Deposited({ amount }));
    }

    depositTwiceAtMost(first: number, second: number) {
      this.deposit(first);
      try {
        this.deposit(second);
      } catch {
        // Goes on as if nothing had happened.
      }
    }

    note(text: string) {
      this.raise_(new Noted({ text }));
    }

    cheat() {
      this.raise_(new Deposited({ amount: 1 }));
      this.balance += 1;
    }

    hide() {
      this.notes.add(new Note({ text: 'hidden' }));
    }

    rename(owner: string) {
      this.raise_(new Renamed({ owner }));
    }

    @apply(LedgerOpened)
    opened(event: LedgerOpened) {
      this.owner = event.owner;
    }

    @apply(Deposited)
    deposited(event: Deposited) {
      this.balance += event.amount;
      if (event.amount === 13) throw new RangeError('unlucky');
    }

    @apply(Noted)
    noted(event: Noted) {
      this.notes.add(new Note({ id: `n${this.notes.size}`, text: event.text }));
    }

    @apply(Renamed)
    renamed(event: Renamed) {
      this.owner = event.owner;
      this.deposit(1);
    }
  }

  const typesOf = (ledger: Ledger) => ledger.pendingEvents.map(({ constructor }) => constructor.name);

  test('begins with an event, which is applied and waits to be collected', () => {
    const ledger = Ledger.open('Ada');

    expect(ledger.owner).toBe('Ada');
    expect(ledger.balance).toBe(0);
    expect(typesOf(ledger)).toEqual(['LedgerOpened']);
  });

  test('changes its state when an event is raised', () => {
    const ledger = Ledger.open('Ada');

    ledger.deposit(20);
    ledger.note('thanks');

    expect(ledger.balance).toBe(20);
    expect(ledger.notes.map(({ text }) => text)).toEqual(['thanks']);
    expect(typesOf(ledger)).toEqual(['LedgerOpened', 'Deposited', 'Noted']);
  });

  test('does not collect an event whose state breaks a rule, and is as before', () => {
    const ledger = Ledger.open('Ada');

    expect(() => ledger.deposit(-1)).toThrow('The balance is not negative');

    expect(ledger.balance).toBe(0);
    expect(typesOf(ledger)).toEqual(['LedgerOpened']);
  });

  test('does not collect an event that cannot be applied, even when the error is caught on the way', () => {
    const ledger = Ledger.open('Ada');

    expect(() => ledger.depositTwiceAtMost(1, 13)).toThrow('unlucky');
    expect(() => ledger.deposit(2000)).toThrow(ValidationError);

    expect(ledger.balance).toBe(0);
    expect(typesOf(ledger)).toEqual(['LedgerOpened']);
    ledger.deposit(5);
    expect(ledger.balance).toBe(5);
  });

  test('cannot be changed without an event', () => {
    const ledger = Ledger.open('Ada');

    expect(thrownBy(() => ledger.cheat())).toMatchObject({ code: 'CHANGED_WITHOUT_EVENT' });
    expect(thrownBy(() => ledger.hide())).toMatchObject({ code: 'CHANGED_WITHOUT_EVENT' });
    expect(thrownBy(() => (ledger.balance = 7))).toMatchObject({ code: 'CHANGED_WITHOUT_EVENT' });

    expect(ledger.balance).toBe(0);
    expect(ledger.notes.size).toBe(0);
    expect(typesOf(ledger)).toEqual(['LedgerOpened']);
  });

  test('cannot be constructed, and raises nothing while it applies', () => {
    const ledger = Ledger.open('Ada');

    expect(thrownBy(() => new Ledger({ owner: 'Ada' }))).toMatchObject({ code: 'SOURCED_CONSTRUCTION' });
    expect(thrownBy(() => ledger.rename('Bob'))).toMatchObject({ code: 'RAISED_WHILE_APPLYING' });
    expect(ledger.owner).toBe('Ada');
  });

  test('must be complete after its first event', () => {
    const event = new Deposited({ amount: 1 });

    expect(thrownBy(() => Ledger.createFrom(event))).toMatchObject({
      violations: [{ path: ['owner'], code: 'required' }],
    });
    // Nothing happened, so the event can still be raised.
    const ledger = Ledger.open('Ada');
    ledger.raise_(event);
    expect(ledger.balance).toBe(1);
  });

  test('is rebuilt from its events as it was, whatever the rules say today', () => {
    const events = [
      new LedgerOpened({ owner: 'Ada' }),
      new Deposited({ amount: -5 }),
      new Noted({ text: 'overdrawn' }),
    ];

    const ledger = replay(modelOf(Ledger)!, 'l1', events) as Ledger;

    expect(ledger.toDict()).toEqual({
      id: 'l1',
      owner: 'Ada',
      balance: -5,
      notes: [{ id: 'n0', text: 'overdrawn' }],
    });
    expect(ledger.pendingEvents).toEqual([]);
    expect(() => ledger.note('still overdrawn')).toThrow('The balance is not negative');
    ledger.deposit(10);
    expect(ledger.balance).toBe(5);
    expect(ledger.notes.size).toBe(1);
  });
});

describe.each(compilations)('an event-sourced aggregate with a lifecycle, %s', (_name, newDomain) => {
  const bank = newDomain();

  @bank.aggregate({ eventSourced: true, lifecycleEvents: true })
  class Vault extends Aggregate<Vault> {
    @field.string({ required: true }) label!: string;
    @field.dateTime() opened?: Date;
  }

  test('is constructed, changed and discarded by events that rebuild it', () => {
    const opened = new Date('2026-01-02T03:04:05.678Z');
    const vault = new Vault({ id: 'v1', label: 'gold' });
    vault.changeAttribute('label', 'silver');
    vault.changeAttribute('opened', opened);
    vault.discard();

    const rebuilt = replay(modelOf(Vault)!, 'v1', vault.collectEvents()) as Vault;

    expect(rebuilt.toDict()).toEqual({ id: 'v1', label: 'silver', opened: opened.toISOString() });
    expect(rebuilt.isDiscarded).toBe(true);
    expect(thrownBy(() => rebuilt.changeAttribute('label', 'lead'))).toMatchObject({
      code: 'AGGREGATE_DISCARDED',
    });
  });
});
