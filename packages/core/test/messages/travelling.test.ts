import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  DomainryError,
  Event,
  compression,
  encryption,
  field,
  fromCloudEvent,
  handle,
  messageOf,
  metadataOf,
  memory,
  toCloudEvent,
  UnknownMessage,
  type Defaulted,
  type HandlerContext,
  type InitOptions,
  type MessageMetadata,
} from '@domainry/core';
import { thrownBy } from '../elements/compilations.js';

async function newBank(options: InitOptions = {}) {
  const bank = new Domain('Bank');
  const handled: (MessageMetadata | undefined)[] = [];

  @bank.event('Account')
  class Opened extends Event<Opened> {
    @field.string({ required: true }) readonly owner!: string;
  }
  @bank.aggregate({ eventSourced: false })
  class Account extends Aggregate<Account> {
    @field.float({ default: 0 }) balance!: Defaulted<number>;
    open(owner: string) {
      this.raise_(new Opened({ owner }));
    }
  }
  @bank.command(Account)
  class Open extends Command<Open> {
    @field.string({ required: true }) readonly owner!: string;
  }
  @bank.commandHandler(Account)
  class Opening {
    @handle(Open)
    async open(command: Open, { repository }: HandlerContext) {
      handled.push(metadataOf(command));
      const account = new Account({});
      account.open(command.owner);
      opened.push(account.pendingEvents[0] as Opened);
      await repository(Account).add(account);
    }
  }
  @bank.eventHandler(Account)
  class Greeting {
    @handle(Opened)
    greet(event: Opened) {
      handled.push(metadataOf(event) as MessageMetadata);
    }
  }
  const opened: Opened[] = [];
  await bank.init(options);
  return { bank, Account, Open, Opened, Opening, Greeting, handled, opened };
}

test('a command knows its metadata while it is handled, its events know theirs once they are saved', async () => {
  const { bank, Open, handled, opened } = await newBank();
  const command = new Open({ owner: 'Ada' });
  expect(metadataOf(command)).toBeUndefined();

  await bank.process(command);

  const [ofCommand, ofEvent] = handled;
  expect(ofCommand).toMatchObject({ kind: 'command', type: 'Bank.Open.v1', correlationId: ofCommand!.id });
  expect(ofEvent).toMatchObject({
    kind: 'event',
    type: 'Bank.Opened.v1',
    correlationId: ofCommand!.id,
    causationId: ofCommand!.id,
  });
  expect(metadataOf(command)).toBe(ofCommand);
  expect(metadataOf(opened[0]!)).toEqual(ofEvent);
  await bank.close();
});

test('an event that was saved can be told to others, one that was not cannot', async () => {
  const { bank, Open, Opened, opened } = await newBank();
  const refused = thrownBy(() => messageOf(new Opened({ owner: 'Bo' })));
  expect(DomainryError.is(refused, 'METADATA_UNKNOWN')).toBe(true);

  await bank.process(new Open({ owner: 'Ada' }));

  const message = messageOf(opened[0]!);
  const { data, metadata } = fromCloudEvent(toCloudEvent(message));
  expect(data).toEqual({ owner: 'Ada' });
  expect(metadata.correlationId).toBe(message.metadata.correlationId);
  await bank.close();
});

test('handlers notice nothing of codecs and checksums', async () => {
  const codecs = [compression({ from: 0 }), encryption({ keys: { k: randomBytes(32) }, current: 'k' })];
  const { bank, Open, handled } = await newBank({ messages: { codecs, checksums: true } });

  await bank.process(new Open({ owner: 'Ada' }));

  expect(handled).toHaveLength(2);
  await bank.close();
});

test('events that no class reads any more are refused, skipped, or shown as they lie there', async () => {
  const database = await memory().open({ domain: 'Bank', shapes: [], now: Date.now });
  const shared = { databases: { default: { name: 'shared', open: async () => database } } };
  const former = new Domain('Bank');
  @former.aggregate
  class Account extends Aggregate<Account> {}
  @former.event(Account)
  class Renamed extends Event<Renamed> {
    @field.string({ required: true }) readonly name!: string;
  }
  await former.init(shared);
  await former.events.append(new Renamed({ name: 'x' }));
  const { bank, Open } = await newBank(shared);
  await bank.process(new Open({ owner: 'Ada' }));

  await expect(bank.events.read({})).rejects.toMatchObject({ code: 'MESSAGE_TYPE_UNKNOWN' });
  expect((await bank.events.read({}, { onUnknown: 'skip' })).events).toHaveLength(1);
  const [shown] = await bank.log.read({ limit: 1 });
  expect(shown!.event).toBeInstanceOf(UnknownMessage);
  expect((shown!.event as UnknownMessage).data).toEqual({ name: 'x' });
});
