import { SchemaError, getDotPath } from '@standard-schema/utils';
import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';
import { describe, expect, test } from '@jest/globals';
import { Hono } from 'hono';
import { sValidator } from '@hono/standard-validator';
import { Aggregate, Domain, ValueObject, field, type JsonInput } from '../../src/index.js';
import {
  Account,
  EmptyTransfer,
  FindTransfers,
  Money,
  Period,
  Transfer,
  Transferred,
  transfer,
} from './bank.js';

describe('each command, event, query and value object class is a Standard Schema', () => {
  test.each([Transfer, Transferred, FindTransfers, Money])('%p says so of itself', (cls) => {
    const standard = cls['~standard'];

    expect(standard.version).toBe(1);
    expect(standard.vendor).toBe('domainry');
    expect(cls['~standard']).toBe(standard);
    expect((cls as typeof Money).schema()['~standard']).toBe(standard);
  });

  test('an aggregate is none: it has an identity and a history, and no input is an account', () => {
    expect('~standard' in Account).toBe(false);
  });

  test('data becomes an instance', () => {
    const result = Transfer.schema()['~standard'].validate(transfer);

    if (result.issues) throw new SchemaError(result.issues);
    expect(result.value).toBeInstanceOf(Transfer);
    expect(result.value.price.amount.toFixed(2)).toBe('10.50');
    expect(result.value.copies).toBe(1);
    expect(result.value.at).toEqual(new Date(transfer.at));
  });

  test('values that JSON cannot hold are taken as code gives them', () => {
    const at = new Date(0);

    const result = Transfer.schema()['~standard'].validate({
      ...transfer,
      at,
      reminders: [at, '1970-01-01T00:00:00Z'],
    });

    expect(result).toMatchObject({ value: { at, reminders: [at, at] } });
  });

  test('an instance passes through', () => {
    const money = Money.fromDict(transfer.price);

    expect(Money['~standard'].validate(money)).toEqual({ value: money });
    expect((Money['~standard'].validate(money) as { value: Money }).value).toBe(money);
  });

  test('everything that is wrong becomes an issue with its path', () => {
    const result = Transfer['~standard'].validate({
      ...transfer,
      price: { amount: '-1', currency: 'Euro' },
      at: 'now',
      cpoies: 2,
    });

    expect(result.issues?.map((issue) => getDotPath(issue))).toEqual([
      'price.amount',
      'price.currency',
      'at',
      'cpoies',
    ]);
    expect(result.issues?.[0]?.message).toBe('Transfer.price.amount: expected at least 0, received "-1".');
  });

  test.each([null, undefined, 1, 'text', [], () => undefined])('%p is no object with fields', (value) => {
    const result = Money['~standard'].validate(value);

    expect(result.issues).toHaveLength(1);
    expect(result.issues?.[0]?.message).toMatch(/^Money: expected an object with its fields, received /);
  });

  test('an invariant that throws an error of its own refuses the value', () => {
    const result = Period['~standard'].validate({ start: '2025-02-01', end: '2025-01-01' });

    expect(result).toEqual({ issues: [{ message: 'a period ends after its start', path: [] }] });
    expect(() => Period.fromDict({ start: '2025-02-01', end: '2025-01-01' })).toThrow(EmptyTransfer);
  });

  test('a class that is not registered is none yet', () => {
    class Loose extends ValueObject<Loose> {}

    expect(() => Loose.schema()).toThrow('Loose is not registered with a domain');
    expect(() => Loose['~standard']).toThrow('Loose is not registered with a domain');
  });

  test('the types are those of the specification', () => {
    const schema: StandardSchemaV1<JsonInput<Transfer>, Transfer> &
      StandardJSONSchemaV1<JsonInput<Transfer>, Transfer> = Transfer.schema();
    const bare: StandardSchemaV1 & StandardJSONSchemaV1 = Transfer;
    type Output = StandardSchemaV1.InferOutput<ReturnType<typeof Transfer.schema<Transfer>>>;
    const output: Output = Transfer.fromDict(transfer);

    expect([schema, bare, output]).toHaveLength(3);
  });
});

describe('frameworks that know nothing of Domainry', () => {
  const app = new Hono();
  app.post('/transfers', sValidator('json', Transfer.schema()), (context) => {
    const command: Transfer = context.req.valid('json');
    return context.json({
      is: command instanceof Transfer,
      to: command.to,
      amount: command.price.amount.toFixed(1),
    });
  });
  app.get('/transfers', sValidator('query', FindTransfers.schema()), (context) =>
    context.text(context.req.valid('query').from),
  );

  const post = (body: unknown) =>
    app.request('/transfers', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });

  test('Hono hands a command to its handler', async () => {
    const response = await post(transfer);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ is: true, to: 'a-1', amount: '10.5' });
  });

  test('Hono answers wrong input with the issues', async () => {
    const response = await post({ ...transfer, copies: 0 });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ success: false, error: [{ path: ['copies'] }] });
  });

  test('Hono reads a query from the search parameters', async () => {
    expect(await (await app.request('/transfers?from=ada')).text()).toBe('ada');
    expect((await app.request('/transfers?from=adelaide')).status).toBe(400);
  });
});

test('a domain class in another domain is its own schema', () => {
  const shop = new Domain('Shop');
  @shop.valueObject
  class Money extends ValueObject<Money> {
    @field.integer({ required: true }) readonly cents!: number;
  }
  @shop.aggregate
  class Cart extends Aggregate<Cart> {
    @field.valueObject(() => Money) total?: Money;
  }

  expect(Money['~standard'].validate({ cents: 5 })).toMatchObject({ value: { cents: 5 } });
  expect(Cart.jsonSchema()).toMatchObject({
    properties: { total: { anyOf: [{ $ref: '#/$defs/Money' }, { type: 'null' }] } },
  });
});
