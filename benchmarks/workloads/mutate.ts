import type { AccountLike, OrderLike } from '../subjects/subject.js';
import { loadAll, type MakeBatch } from './batch.js';

const instances = 60;
const turns = 8;

/** Withdraws from 60 accounts in turn, of one class or of one class each; each raises 8 events before they are collected. */
export const mutate: MakeBatch = async (load, copies) => {
  const makers = await loadAll<(index: number) => AccountLike>(load, copies, 'makeRich');
  const accounts = Array.from({ length: instances }, (_, index) => makers[index % copies]!(index));
  return {
    operations: instances * turns,
    run() {
      for (let turn = 0; turn < turns; turn++)
        for (let index = 0; index < instances; index++) accounts[index]!.withdraw(0.5);
      return accounts;
    },
    reset() {
      for (const account of accounts) account.collectEvents();
    },
  };
};

/** Adjusts the balance of 60 accounts in turn; no event is raised. */
export const mutateOnly: MakeBatch = async (load) => {
  const make = (await load(0))['makeRich'] as (index: number) => AccountLike;
  const accounts = Array.from({ length: instances }, (_, index) => make(index));
  return {
    operations: instances * turns,
    run() {
      for (let turn = 0; turn < turns; turn++)
        for (let index = 0; index < instances; index++) accounts[index]!.adjust(0.5);
      return accounts;
    },
  };
};

/** Changes lines of 60 orders with three lines each. */
export const mutateEntity: MakeBatch = async (load) => {
  const make = (await load(0))['make'] as (id: string) => OrderLike;
  const orders = Array.from({ length: instances }, (_, index) => {
    const order = make(`order-${index}`);
    for (const id of ['a', 'b', 'c']) order.addLine(id, 1);
    return order;
  });
  const lines = orders.map((order) => order.line('b'));
  return {
    operations: instances * turns,
    run() {
      for (let turn = 0; turn < turns; turn++)
        for (let index = 0; index < instances; index++) lines[index]!.changeQuantity(turn + 1);
      return orders;
    },
    reset() {
      for (const order of orders) order.collectEvents();
    },
  };
};
