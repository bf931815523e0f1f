import { expect, test } from '@jest/globals';
import { Aggregate, Domain, field } from '@domainry/core';
import { keepRecord, lastRecordOf } from '../../src/repositories/last-record.js';

const domain = new Domain('Shop');

@domain.aggregate
class Order extends Aggregate<Order> {
  @field.string({ required: true }) customer!: string;
}

const record = { id: 'o1', version: 0, data: { id: 'o1', customer: 'Ann' } };

test('what a persister wrote is known to that one alone: another database has something else', () => {
  const [persister, other] = [{}, {}];
  const order = new Order({ id: 'o1', customer: 'Ann' });

  keepRecord(persister, order, record);

  expect(lastRecordOf(persister, order)).toBe(record);
  expect(lastRecordOf(other, order)).toBeUndefined();
});

test('it is no part of what an aggregate is equal to, whatever the store made of it', () => {
  const [one, other] = [1, 2].map(() => new Order({ id: 'o1', customer: 'Ann' })) as [Order, Order];

  keepRecord({}, one, record);
  keepRecord({}, other, { ...record, data: {} });

  expect(one).toEqual(other);
});
