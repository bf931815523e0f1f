import { afterEach, expect, it } from '@jest/globals';
import { Aggregate, Domain, DomainryError, Event, field } from '@domainry/core';
import type { DatabaseAdapter } from '../../src/ports/database.js';

const mark = Symbol.for('domainry.describe');
const adapter: DatabaseAdapter = {
  name: 'refusing',
  open() {
    throw new Error('opened');
  },
};

afterEach(() => {
  delete (globalThis as Record<symbol, unknown>)[mark];
});

function domainWithAnAccount(): Domain {
  const banking = new Domain('Banking');
  banking.register(class Account extends Aggregate<Account> {});
  return banking;
}

it('opens no database where modules are only described', async () => {
  (globalThis as Record<symbol, unknown>)[mark] = true;
  const banking = domainWithAnAccount();

  await banking.init({ databases: { default: adapter } });

  expect(banking.registry.isFrozen).toBe(true);
  expect(() => banking.repositoryFor).toThrow(expect.objectContaining({ code: 'NOT_INITIALISED' }));
});

it('opens it otherwise', async () => {
  const banking = domainWithAnAccount();

  await expect(banking.init({ databases: { default: adapter } })).rejects.toThrow('opened');
});

it('refuses a wrong model there as well', async () => {
  (globalThis as Record<symbol, unknown>)[mark] = true;
  const banking = new Domain('Banking');
  class Opened extends Event<Opened> {
    @field.reference('Nothing', { required: true }) readonly nothing!: string;
  }
  banking.register(Opened, { partOf: 'Missing' });

  const refused = await banking.init().catch((error: unknown) => error);

  expect(DomainryError.is(refused, 'MODEL_INVALID')).toBe(true);
});
