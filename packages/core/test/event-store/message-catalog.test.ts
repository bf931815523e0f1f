import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  type DomainryError,
  Event,
  field,
  metadataOf,
  type AnyEvent,
  type Defaulted,
  type ErrorCode,
} from '@domainry/core';
import { setMetadata } from '../../src/elements/message-metadata.js';
import { MessageCatalog, type MessageOptions } from '../../src/event-store/message-catalog.js';
import { UnknownMessage } from '../../src/event-store/unknown-message.js';
import { compression } from '../../src/messages/compression.js';
import { encryption } from '../../src/messages/encryption.js';
import type { MessageMetadata } from '../../src/messages/message.js';
import type { StoredEvent } from '../../src/ports/event-store.js';
import { thrownBy } from '../elements/compilations.js';

function bank() {
  const domain = new Domain('Bank');

  @domain.aggregate
  class Account extends Aggregate<Account> {
    @field.float({ default: 0 }) balance!: Defaulted<number>;
  }
  @domain.event(Account, { version: 3, renamedFrom: ['PaidIn', 'Money.In'] })
  class Deposited extends Event<Deposited> {
    @field.float({ required: true }) readonly amount!: number;
    @field.string({ required: true }) readonly currency!: string;
  }
  @domain.event(Account, { lenient: true })
  class Closed extends Event<Closed> {
    @field.dateTime() readonly at?: Date;
  }
  @domain.command(Account, { version: 2, renamedFrom: 'Take' })
  class Withdraw extends Command<Withdraw> {
    @field.identifier({ required: true }) readonly accountId!: string;
    @field.float({ required: true }) readonly amount!: number;
  }
  @domain.upcaster(Deposited, { from: 1, to: 2 })
  class FromText {
    static made = 0;
    constructor() {
      FromText.made++;
    }
    upcast(data: { amount: string }) {
      return { ...data, amount: Number(data.amount) };
    }
  }
  @domain.upcaster(Deposited, { from: 2, to: 3 })
  class WithCurrency {
    upcast(data: Record<string, unknown>): unknown {
      data['currency'] = 'EUR';
      return data;
    }
  }
  @domain.upcaster(Withdraw, { from: 1, to: 2 })
  class WithdrawFromCents {
    upcast(data: { cents: number; accountId: string }) {
      const { cents, ...rest } = data;
      return { ...rest, amount: cents / 100 };
    }
  }
  return { domain, Account, Deposited, Closed, Withdraw, FromText, WithCurrency, WithdrawFromCents };
}

const model = bank();
const { domain, Deposited, Closed, Withdraw } = model;
const metadata: MessageMetadata = Object.freeze({
  id: 'e1',
  type: 'Bank.Deposited.v3',
  kind: 'event',
  time: new Date('2025-01-02T03:04:05Z'),
  schemaVersion: 3,
  stream: 'Account-1',
  correlationId: 'k',
  causationId: 'c1',
  sequence: 1,
  expectedVersion: -1,
  extensions: Object.freeze({ user: 'ada' }),
});

function store(catalog: MessageCatalog, event: AnyEvent, known = metadata): StoredEvent {
  return { ...catalog.encode(event, known), position: 1, stream: known.stream!, version: 0 };
}
function stored(type: string, data: unknown, more: Partial<StoredEvent> = {}): StoredEvent {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return {
    id: 'e1',
    type,
    time: 5,
    data: text,
    metadata: '{}',
    tags: [],
    position: 7,
    stream: 'Account-1',
    version: 0,
    ...more,
  };
}
function catalogWith(options: MessageOptions = {}): MessageCatalog {
  return new MessageCatalog(domain.registry, options);
}
function refusedWith(code: ErrorCode, act: () => unknown): Error {
  const error = thrownBy(act);
  expect((error as DomainryError).code).toBe(code);
  return error as Error;
}

test('what is read is what was written, and knows all that was known', async () => {
  const catalog = catalogWith();
  const event = new Deposited({ amount: 5, currency: 'USD' });

  const written = store(catalog, event);
  const read = catalog.decode(written);

  expect(written).toMatchObject({
    id: 'e1',
    type: 'Bank.Deposited.v3',
    data: '{"amount":5,"currency":"USD"}',
  });
  expect(read).toEqual(event);
  expect(read).toBeInstanceOf(Deposited);
  expect(metadataOf(read)).toEqual(metadata);
  expect(catalog.metadataOf(written)).toEqual(metadata);
});

test('many events are read in their order, whatever each of them looks like', () => {
  const all = [
    stored('Bank.Deposited.v3', { amount: 1, currency: 'EUR' }),
    stored('Bank.Deposited.v3', { currency: 'EUR', amount: 2 }),
    stored('Bank.Closed.v1', {}),
    stored('Bank.Deposited.v2', { amount: 4 }),
    stored('Bank.Closed.v1', { at: '2024-02-29T00:00:00.000Z', note: 'left out' }),
    stored('Bank.Deposited.v3', `{"amount":6,"currency":"${'E'.repeat(500)}"}`),
  ];
  const catalog = catalogWith();

  const read = catalog.decodeAll(all);

  expect(read).toEqual(all.map((each) => catalog.decode(each)));
  expect(read.map((event) => metadataOf(event)?.type)).toEqual(all.map(({ type }) => type));
  expect(metadataOf(read[4]!)?.dropped).toEqual(['note']);
});

test('of many events, the first that cannot be read is named', () => {
  const good = stored('Bank.Deposited.v3', { amount: 1, currency: 'EUR' });
  const damaged = stored('Bank.Deposited.v3', '{"amount":1,}', { id: 'damaged' });
  const unknown = stored('Bank.Paid.v1', {}, { id: 'unknown' });
  const catalog = catalogWith();

  const error = refusedWith('MESSAGE_UNREADABLE', () => catalog.decodeAll([good, damaged, unknown, good]));
  expect(error.message).toMatch(/Bank.Deposited.v3 damaged/);
  refusedWith('MESSAGE_TYPE_UNKNOWN', () => catalog.decodeAll([good, unknown, damaged, good]));
});

test('an event that was read cannot be raised again', () => {
  const event = catalogWith().decode(stored('Bank.Closed.v1', {}));

  expect(() => new model.Account({}).raise_(event as never)).toThrow(/was raised before/);
});

test('commands are kept and read likewise', () => {
  const catalog = catalogWith();
  const command = new Withdraw({ accountId: 'a', amount: 5 });
  const known: MessageMetadata = { ...metadata, kind: 'command', type: 'Bank.Withdraw.v2' };

  const read = catalog.readCommand({ data: catalog.writeCommand(command), metadata: known });

  expect(read).toEqual(command);
  expect(metadataOf(read)).toBe(known);
  expect(metadataOf(command)).toBeUndefined();
  setMetadata(command, known);
  expect(metadataOf(command)).toBe(known);
});

describe('evolution', () => {
  test('old forms are brought to that of today, step by step, by one instance of each upcaster', () => {
    const before = model.FromText.made;
    const catalog = catalogWith();

    const events = [
      catalog.decode(stored('Bank.Deposited.v1', { amount: '5' })),
      catalog.decode(stored('Bank.Deposited.v1', { amount: '6' })),
      catalog.decode(stored('Bank.Deposited.v2', { amount: 7 })),
    ];

    expect(events).toEqual([5, 6, 7].map((amount) => new Deposited({ amount, currency: 'EUR' })));
    expect(model.FromText.made).toBe(before + 1);
    expect(metadataOf(events[0]!)).toMatchObject({ type: 'Bank.Deposited.v1', schemaVersion: 1 });
  });

  test('upcasters do not change the message they are given', () => {
    const data = Object.freeze({ accountId: 'a', cents: 500 });
    const known: MessageMetadata = { ...metadata, kind: 'command', type: 'Bank.Withdraw.v1' };

    const command = catalogWith().readCommand({ data, metadata: known });

    expect(command).toEqual(new Withdraw({ accountId: 'a', amount: 5 }));
  });

  test('a version may be skipped', () => {
    const own = new Domain('Own');
    @own.aggregate
    class Thing extends Aggregate<Thing> {}
    @own.event(Thing, { version: 3 })
    class Made extends Event<Made> {
      @field.integer({ required: true }) readonly size!: number;
    }
    @own.upcaster(Made, { from: 1, to: 3 })
    class Directly {
      upcast() {
        return { size: 1 };
      }
    }
    expect(own.check()).toEqual([]);

    expect(new MessageCatalog(own.registry).decode(stored('Own.Made.v1', {}))).toEqual(new Made({ size: 1 }));
    expect(
      refusedWith('MESSAGE_VERSION_UNKNOWN', () =>
        new MessageCatalog(own.registry).decode(stored('Own.Made.v2', {})),
      ),
    ).toBeDefined();
    expect(Directly).toBeDefined();
  });

  test('former names are read, those of a former domain too, in all their versions', () => {
    for (const type of ['Bank.PaidIn.v1', 'Money.In.v1', 'Bank.Deposited.v1'])
      expect(catalogWith().decode(stored(type, { amount: '5' }))).toEqual(
        new Deposited({ amount: 5, currency: 'EUR' }),
      );
    const data = { accountId: 'a', amount: 1 };
    expect(catalogWith().readCommand({ data, metadata: { ...metadata, type: 'Bank.Take.v2' } })).toEqual(
      new Withdraw(data),
    );
  });

  test('a name that is not known is refused with the one that was meant', () => {
    const error = refusedWith('MESSAGE_TYPE_UNKNOWN', () =>
      catalogWith().decode(stored('Bank.Deposted.v3', {})),
    );

    expect(error.message).toBe(
      'No event is stored as Bank.Deposted.v3. Did you mean Bank.Deposited.v3? If it had this name before, say so: { renamedFrom: … }.',
    );
    expect(
      refusedWith('MESSAGE_TYPE_UNKNOWN', () => catalogWith().decode(stored('Bank.Withdraw.v2', {}))),
    ).toBeDefined();
    expect(
      refusedWith('MESSAGE_TYPE_UNKNOWN', () => catalogWith().decode(stored('__proto__', {}))),
    ).toBeDefined();
    expect(
      refusedWith('MESSAGE_TYPE_UNKNOWN', () => catalogWith().decode(stored('x'.repeat(100_000), {}))),
    ).toBeDefined();
  });

  test('a version of later code is refused as such', () => {
    const error = refusedWith('MESSAGE_VERSION_UNKNOWN', () =>
      catalogWith().decode(stored('Bank.Deposited.v9', {})),
    );

    expect(error.message).toMatch(/Bank.Deposited has version 3. It was written by later code: deploy that./);
  });

  test('readers choose what becomes of names that are not known', () => {
    const catalog = catalogWith();
    const unknown = stored('Other.Thing.v1', { a: 1 }, { metadata: '{"tenant":"acme"}' });

    expect(catalog.read(unknown, 'skip')).toBeUndefined();
    expect(refusedWith('MESSAGE_TYPE_UNKNOWN', () => catalog.read(unknown, 'fail'))).toBeDefined();
    const kept = catalog.read(unknown, 'keep') as UnknownMessage;
    expect(kept).toBeInstanceOf(UnknownMessage);
    expect([kept.type, kept.data, kept.metadata.tenant]).toEqual(['Other.Thing.v1', { a: 1 }, 'acme']);
    expect(catalog.read(stored('Bank.Closed.v1', {}), 'skip')).toEqual(new Closed());
    expect([catalog.knows('Other.Thing.v1'), catalog.knows('Bank.Deposited.v1')]).toEqual([false, true]);
  });

  test('keys that no field has are refused, or dropped and told: by the element or the domain', () => {
    const odd = stored('Bank.Deposited.v3', { amount: 1, currency: 'EUR', old: 1 });

    const error = refusedWith('STORED_DATA_UNREADABLE', () => catalogWith().decode(odd));
    expect(error.message).toMatch(
      /^Deposited.old: the stored data have this key.*\(Deposited, stored as Bank.Deposited.v3 e1\)$/,
    );
    const event = catalogWith({ lenient: true }).decode(odd);
    expect(metadataOf(event)).toMatchObject({ dropped: ['old'] });
    const closed = catalogWith().decode(stored('Bank.Closed.v1', { why: 'x' }));
    expect(metadataOf(closed)?.dropped).toEqual(['why']);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('oops');
      },
      /threw: oops/,
    ],
    ['gives nothing', () => undefined, /gave nothing/],
    ['gives an array', () => [], /gave an array/],
    ['gives a promise', () => Promise.reject(new Error('unheard')), /gave an instance of Promise/],
  ])('an upcaster that %s is told by name', (_what, act, why) => {
    const own = new Domain('Own');
    @own.aggregate
    class Thing extends Aggregate<Thing> {}
    @own.event(Thing, { version: 2 })
    class Made extends Event<Made> {}
    @own.upcaster(Made, { from: 1, to: 2 })
    class Broken {
      upcast(): unknown {
        return act();
      }
    }

    const error = refusedWith('UPCAST_FAILED', () =>
      new MessageCatalog(own.registry).decode(stored('Own.Made.v1', {})),
    );
    expect(error.message).toMatch(/^Broken was to bring Own.Made.v1 from version 1 to 2, and /);
    expect(error.message).toMatch(why);
    expect([Made, Broken]).toHaveLength(2);
  });

  test('upcasters are made as the reader says', () => {
    const catalog = new MessageCatalog(domain.registry, {}, () => ({
      upcast: () => ({ amount: 9, currency: 'ATS' }),
    }));

    expect(catalog.decode(stored('Bank.Deposited.v2', {}))).toMatchObject({ amount: 9, currency: 'ATS' });
  });
});

describe('payloads', () => {
  const codecs = [compression({ from: 0 }), encryption({ keys: { k: randomBytes(32) }, current: 'k' })];

  test('go through the codecs, and what was stored without them stays readable', () => {
    const catalog = catalogWith({ codecs });
    const event = new Deposited({ amount: 5, currency: 'a'.repeat(200) });

    const written = store(catalog, event);

    expect(written.data).not.toMatch(/^{/);
    expect(JSON.parse(written.metadata)).toMatchObject({ codecs: ['gzip', 'aes-256-gcm'] });
    expect(catalog.decode(written)).toEqual(event);
    expect(catalog.decode(store(catalogWith(), event))).toEqual(event);
    expect(catalogWith({ formerCodecs: codecs }).decode(written)).toEqual(event);
    expect(refusedWith('CODEC_UNKNOWN', () => catalogWith().decode(written))).toBeDefined();
    expect(refusedWith('PAYLOAD_UNREADABLE', () => catalog.decode({ ...written, id: 'e2' }))).toBeDefined();
  });

  test('with checksums, any change is noticed; the order of keys is none', () => {
    const catalog = catalogWith({ checksums: true });
    const written = store(catalog, new Deposited({ amount: 5, currency: 'EUR' }));

    expect(catalog.decode({ ...written, data: '{"currency":"EUR", "amount":5}' })).toBeInstanceOf(Deposited);
    expect(
      catalog.decode(store(catalogWith(), new Closed(), { ...metadata, type: 'Bank.Closed.v1' })),
    ).toBeDefined();
    const meddled: readonly Partial<StoredEvent>[] = [
      { data: '{"amount":50,"currency":"EUR"}' },
      { time: 1 },
      { id: 'e2' },
      { metadata: written.metadata.replace('ada', 'eve') },
    ];
    for (const change of meddled) {
      expect({ ...written, ...change }).not.toEqual(written);
      expect(refusedWith('CHECKSUM_MISMATCH', () => catalog.decode({ ...written, ...change }))).toBeDefined();
    }
  });

  test.each([
    [''],
    ['{'],
    ['{"amount":'],
    ['null'],
    ['[]'],
    ['"text"'],
    ['5'],
    ['\u0000'],
    [' {}x'],
    ['['.repeat(100_000)],
  ])('data that are no object are refused by name: %.20s', (data) => {
    const error = refusedWith('MESSAGE_UNREADABLE', () =>
      catalogWith().decode(stored('Bank.Closed.v1', data)),
    );

    expect(error.message).toMatch(/^Bank.Closed.v1 e1 cannot be read: its data are no (JSON|object)/);
  });

  test('metadata that are damaged are told when they are asked for', () => {
    const event = catalogWith().decode(stored('Bank.Closed.v1', {}, { metadata: '{' }));

    expect(refusedWith('MESSAGE_UNREADABLE', () => metadataOf(event))).toBeDefined();
  });

  test.each([
    ['{"__proto__":{"polluted":1},"amount":1,"currency":"EUR"}'],
    ['{"constructor":{"prototype":{"polluted":1}},"amount":1,"currency":"EUR"}'],
  ])('hostile keys pollute nothing: %s', (data) => {
    expect(
      refusedWith('STORED_DATA_UNREADABLE', () => catalogWith().decode(stored('Bank.Deposited.v3', data))),
    ).toBeDefined();
    const read = catalogWith({ lenient: true }).decode(stored('Bank.Deposited.v3', data));
    expect(read).toEqual(new Deposited({ amount: 1, currency: 'EUR' }));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
