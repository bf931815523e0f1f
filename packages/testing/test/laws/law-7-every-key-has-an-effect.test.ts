/** @needs-code-generation it shows that the option codeGeneration has an effect */
import { IsEmail } from 'class-validator';
import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Domain,
  DomainryError,
  Event,
  describeRegistry,
  field,
  memory,
  memoryBroker,
  metadataOf,
  type DomainOptions,
  type InitOptions,
} from '@domainry/core';
import { openBank, silent } from '../bank.js';
import { intercepted } from '../../../reliability/src/index.js';

/** Makes a domain; doubles make one that does not listen. */
type NewDomain = (options: DomainOptions) => Domain;

const newDomain: NewDomain = (options) => new Domain('Law', options);

const relationships = [{ to: 'Shipping', as: 'customer' }];

/** What each option of a domain does: fails when it does nothing. */
const domainEffects: Readonly<Record<keyof DomainOptions, (make: NewDomain) => void>> = {
  description: (make) => expect(described(make, { description: 'said' })).toContain('said'),
  owners: (make) => expect(described(make, { owners: ['team a'] })).toContain('team a'),
  classification: (make) => expect(described(make, { classification: 'generic' })).toContain('generic'),
  relationships: (make) => expect(described(make, { relationships })).toContain('Shipping'),
  identity: (make) => {
    const Thing = register(make({ identity: () => 'mine' }));
    expect(new Thing({}).id).toBe('mine');
  },
  messageIdentity: (make) => {
    const domain = make({ messageIdentity: () => 'mine' });
    const Thing = register(domain);
    class Happened extends Event<Happened> {}
    const Told = domain.register(Happened, { partOf: () => Thing });
    const told = new Told({});
    new Thing({}).raise_(told as never);
    expect(metadataOf(told)?.id).toBe('mine');
  },
  clock: (make) => {
    const domain = make({ clock: () => new Date(42) });
    const Thing = register(domain);
    class Happened extends Event<Happened> {}
    const Told = domain.register(Happened, { partOf: () => Thing });
    const told = new Told({});
    new Thing({}).raise_(told as never);
    expect(metadataOf(told)?.time).toEqual(new Date(42));
  },
  onWarning: (make) => {
    const warnings: string[] = [];
    const domain = make({ onWarning: (message) => void warnings.push(message) });
    const Thing = register(domain);
    class Old extends Event<Old> {}
    const OldEvent = domain.register(Old, {
      partOf: () => Thing,
      deprecated: { since: '1', removal: '2' },
    } as object);
    new Thing({}).raise_(new OldEvent({}) as never);
    expect(warnings.join()).toContain('Old');
  },
  validation: (make) => {
    const newPerson = (groups: string[]) => {
      class Person extends Aggregate<Person> {
        declare mail?: string;
      }
      field.string()(Person.prototype as { mail?: string }, 'mail');
      IsEmail({}, { groups: ['strict'] })(Person.prototype, 'mail');
      const Registered = make({ validation: { groups } }).register(Person);
      return () => new Registered({ mail: 'none' } as never);
    };
    expect(newPerson(['strict'])).toThrow('mail');
    expect(newPerson(['other'])).not.toThrow();
  },
  codeGeneration: (make) => {
    expect(functionsGenerated(() => new (register(make({ codeGeneration: true })))({}))).toBeGreaterThan(0);
    expect(functionsGenerated(() => new (register(make({ codeGeneration: false })))({}))).toBe(0);
  },
};

/** How many functions are made of text. */
function functionsGenerated(act: () => unknown): number {
  const whole = globalThis.Function;
  let generated = 0;
  globalThis.Function = new Proxy(whole, {
    construct: (target, given) => {
      generated++;
      return Reflect.construct(target, given) as object;
    },
  });
  try {
    act();
  } finally {
    globalThis.Function = whole;
  }
  return generated;
}

/** What each option of `init()` does. */
const initEffects: Readonly<Record<keyof InitOptions, () => Promise<void>>> = {
  databases: async () => {
    const calls: string[] = [];
    const adapter = intercepted(({ part, proceed }) => {
      calls.push(part);
      return proceed();
    });
    const { bank, Open } = await openBank({ init: { databases: { default: adapter } } });
    await bank.process(new Open({ account: 'a' }));
    expect(calls).toContain('states');
  },
  brokers: async () => {
    const broker = memoryBroker();
    const { bank } = await openBank({ init: { brokers: { mine: broker } } });
    expect(() => bank.broker('mine')).not.toThrow();
    expect(() => bank.broker('other')).toThrow('There is no broker other');
  },
  resolve: async () => {
    const made: string[] = [];
    const { bank, Open } = await openBank({
      init: {
        resolve: (cls) => {
          made.push(cls.name);
          return new (cls as new () => never)();
        },
      },
    });
    await bank.process(new Open({ account: 'a' }));
    expect(made).toContain('Counter');
  },
  middleware: async () => {
    const around: string[] = [];
    const { bank, Open } = await openBank({
      init: {
        middleware: [
          {
            name: 'watching',
            around: ['command'],
            handle: ({ handler }, next) => {
              around.push(handler);
              return next();
            },
          },
        ],
      },
    });
    await bank.process(new Open({ account: 'a' }));
    expect(around).toEqual(['Counter.open']);
  },
  enrich: async () => {
    const { bank, database, Open } = await openBank({ init: { enrich: { event: () => ({ by: 'me' }) } } });
    await bank.process(new Open({ account: 'a' }));
    const [event] = await database.events.readFeed({ limit: 1 });
    expect(event!.metadata).toContain('"by":"me"');
  },
  commandLease: async () => {
    const leases: number[] = [];
    const adapter = intercepted(({ part, method, args, proceed }) => {
      if (part === 'outbox' && method === 'claim') leases.push(args[1].leaseMs as number);
      return proceed();
    });
    const { bank } = await openBank({ adapter, init: { commandLease: 77 } });
    await bank.settled();
    expect(new Set(leases)).toEqual(new Set([77]));
  },
  logger: async () => {
    const lines: string[] = [];
    const { bank, probe, Open, Move } = await openBank({
      init: { logger: { ...silent, error: (line) => void lines.push(line) }, retry: { attempts: 1 } },
    });
    probe.onEvent = () => {
      throw new Error('broken');
    };
    await bank.process(new Open({ account: 'a' }));
    await bank.process(new Move({ account: 'a', amount: 1 }));
    expect(lines).not.toEqual([]);
  },
  retry: async () => {
    const { bank, probe, Open, Move } = await openBank({ init: { retry: { attempts: 1 } } });
    await bank.process(new Open({ account: 'a' }));
    probe.commands = 0;
    const racing = [1, 2].map((amount) => bank.process(new Move({ account: 'a', amount })));
    const outcomes = await Promise.allSettled(racing);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(probe.commands).toBe(2);
  },
  commandTimeout: async () => {
    let now = 1_000_000;
    const { bank, seen, Open, Move } = await openBank({
      options: { clock: () => new Date(now) },
      init: { commandTimeout: 500 },
    });
    await bank.process(new Open({ account: 'a' }));
    now += 1;
    await bank.process(new Move({ account: 'a', amount: 1 }));
    expect(seen[0]!.message.deadline?.getTime()).toBe(now + 500);
  },
  idempotencyRetention: async () => {
    let now = 1_000_000;
    const { bank, database, Open } = await openBank({
      options: { clock: () => new Date(now) },
      init: { idempotencyRetention: 500 },
    });
    const open = (account: string) => bank.process(new Open({ account }), { idempotencyKey: account });
    const remembered = async () =>
      (
        await Promise.all(['a', 'b', 'c'].map((key) => database.idempotency.find(`${bank.name}.Open:${key}`)))
      ).map((record) => record !== undefined);
    await open('a');
    now += 500;
    await open('b');
    await bank.settled();
    expect(await remembered()).toEqual([true, true, false]);
    now += 501;
    await open('c');
    await bank.settled();
    expect(await remembered()).toEqual([false, false, true]);
  },
  messages: async () => {
    const { bank, database, Open } = await openBank({ init: { messages: { checksums: true } } });
    await bank.process(new Open({ account: 'a' }));
    const [event] = await database.events.readFeed({ limit: 1 });
    expect(event!.metadata).toContain('checksum');
  },
  cursorKey: async () => {
    const adapter = memory({ keep: true });
    const pageOf = async (cursorKey: string, after?: string) => {
      const { bank, Account } = await openBank({ adapter, init: { cursorKey } });
      const accounts = bank.repositoryFor(Account);
      if (after === undefined) for (const id of ['a', 'b', 'c']) await accounts.add(Account.open(id));
      return accounts.query.page({ size: 1, ...(after === undefined ? {} : { after }) });
    };
    const { next } = await pageOf('one');
    expect((await pageOf('one', next)).items[0]!.id).toBe('b');
    await expect(pageOf('other', next)).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  },
};

function described(make: NewDomain, options: DomainOptions): string {
  return JSON.stringify(describeRegistry(make(options).registry));
}

function register(domain: Domain) {
  class Thing extends Aggregate<Thing> {}
  return domain.register(Thing);
}

/** The options there are, as the error for an unknown one lists them. */
function optionsIn(message: string): string[] {
  return /Options: ([\w, ]+)/.exec(message)![1]!.split(', ').toSorted();
}

async function messageOf(act: () => unknown): Promise<string> {
  const refusal = await Promise.resolve()
    .then(act)
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  expect(DomainryError.is(refusal)).toBe(true);
  return (refusal as Error).message;
}

/** Law 7, of one option of a domain: it has an effect. */
function keepsLaw7(option: keyof DomainOptions, make: NewDomain): void {
  domainEffects[option](make);
}

describe('options of a domain', () => {
  test('each has an effect that is shown here', async () => {
    const message = await messageOf(() => newDomain({ zzzzzzzz: 1 } as object));
    expect(optionsIn(message)).toEqual(Object.keys(domainEffects).toSorted());
  });

  test.each(Object.keys(domainEffects) as (keyof DomainOptions)[])('%s has an effect', (option) => {
    expect(() => keepsLaw7(option, newDomain)).not.toThrow();
  });

  test.each(Object.keys(domainEffects))(
    '%s is refused when it is misspelt, or has a value of another kind',
    async (option) => {
      const misspelt = await messageOf(() => newDomain({ [`${option}s`]: 1 }));
      expect(misspelt).toContain(`Did you mean ${option}?`);
      await messageOf(() => newDomain({ [option]: Symbol('other') }));
    },
  );
});

describe('options of init', () => {
  test('each has an effect that is shown here', async () => {
    const message = await messageOf(() => new Domain('Law').init({ zzzzzzzz: 1 } as object));
    expect(optionsIn(message)).toEqual(Object.keys(initEffects).toSorted());
  });

  test.each(Object.entries(initEffects))('%s has an effect', async (_option, hasEffect) => {
    await expect(hasEffect()).resolves.toBeUndefined();
  });

  test.each(Object.keys(initEffects))(
    '%s is refused when it is misspelt, or has a value of another kind',
    async (option) => {
      const misspelt = await messageOf(() => new Domain('Law').init({ [`${option}x`]: 1 }));
      expect(misspelt).toContain(`Did you mean ${option}?`);
      await messageOf(() => new Domain('Law').init({ [option]: Symbol('other') } as object));
    },
  );
});

test('An option without effect breaks the law', () => {
  const deaf: NewDomain = ({
    identity: _identity,
    onWarning: _onWarning,
    description: _description,
    ...heard
  }) => new Domain('Law', heard);

  for (const option of ['identity', 'description'] as const)
    expect(() => keepsLaw7(option, deaf)).toThrow('expect');
});
