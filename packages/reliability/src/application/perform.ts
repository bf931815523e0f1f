import type { Domain } from '@domainry/core';
import { BalanceOf, Claim, Confirm, Exchange, Move, TakeSeat } from './bank.js';
import type { Task } from './orders.js';

/** Does what a bank is asked for. */
export async function perform(bank: Domain, task: Task, key?: string): Promise<unknown> {
  const options = key === undefined ? {} : { idempotencyKey: key };
  switch (task.act) {
    case 'move': {
      const { account, reference, amount, parts } = task;
      return bank.process(new Move({ account, reference, amount, parts }), options);
    }
    case 'claim': {
      const { account, holder } = task;
      return bank.process(new Claim({ account, ...(holder === undefined ? {} : { holder }) }), options);
    }
    case 'exchange':
      return bank.process(new Exchange({ account: task.account, from: task.from, to: task.to }), options);
    case 'confirm':
      return bank.process(new Confirm({ ledger: task.ledger, reference: task.reference }), options);
    case 'seat':
      return bank.process(new TakeSeat({ seat: task.seat, row: task.row, by: task.by }), options);
    case 'balance':
      return bank.ask(new BalanceOf({ account: task.account }));
    case 'settle':
      return bank.settled();
    case 'close':
      return bank.close();
  }
}
