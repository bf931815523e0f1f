import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, Event, apply, handle, versionOf, type PayloadCodec } from '@domainry/core';
import { newLog } from '../dispatch/bank.js';

/** A bank whose codec fails for whatever is about a stream, as that of a key that was thrown away does. */
async function newBank() {
  const bank = new Domain('Bank');
  const told: string[] = [];
  @bank.event('Ledger')
  class Opened extends Event<Opened> {}
  @bank.aggregate({ eventSourced: true, snapshotEvery: 1 })
  class Ledger extends Aggregate<Ledger> {
    @apply(Opened)
    opened(): void {}
  }
  @bank.eventHandler(Ledger)
  class Bells {
    @handle(Opened)
    async ring(): Promise<void> {
      told.push('opened');
    }
  }
  const codec: PayloadCodec = {
    name: 'fails',
    encode: (text, about) => {
      if (about.startsWith('Ledger-')) throw new Error('no key');
      return text;
    },
    decode: (text) => text,
  };
  const logger = newLog();
  await bank.init({ messages: { codecs: [codec] }, logger });
  return { bank, Ledger, Opened, Bells, told, logger };
}

describe('a snapshot that cannot be made', () => {
  test('is a warning, and takes nothing from the commit before it', async () => {
    const { bank, Ledger, Opened, told, logger } = await newBank();
    const ledger = Ledger.createFrom(new Opened(), '1');

    await bank.repositoryFor(Ledger).add(ledger);

    expect(versionOf(ledger)).toBe(0);
    expect(told).toEqual(['opened']);
    expect(logger.lines).toEqual(['warn A snapshot of Ledger could not be kept or read.']);
  });
});
