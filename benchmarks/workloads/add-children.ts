import type { OrderLike } from '../subjects/subject.js';
import type { MakeBatch } from './batch.js';

function adding(count: number): MakeBatch {
  return async (load) => {
    const make = (await load(0))['make'] as (id: string) => OrderLike;
    const identities = Array.from({ length: count }, (_, index) => `line-${index}`);
    return {
      // One operation is all of them.
      operations: 1,
      run() {
        const order = make('order');
        for (let index = 0; index < count; index++) order.addLine(identities[index]!, 1);
        if (order.size !== count) throw new Error(`Only ${order.size} lines were added.`);
        return order;
      },
    };
  };
}

/** Adds so many lines to one order, one by one. */
export const add5000 = adding(5_000);
export const add10000 = adding(10_000);
export const add20000 = adding(20_000);
