import type { OrderLike } from '../subjects/subject.js';
import type { MakeBatch } from './batch.js';

/** Writes orders with three lines as plain data. */
export const toDict: MakeBatch = async (load) => {
  const make = (await load(0))['make'] as (id: string) => OrderLike;
  const orders = Array.from({ length: 60 }, (_, index) => {
    const order = make(`order-${index}`);
    for (const id of ['a', 'b', 'c']) order.addLine(`${id}-${index}`, index + 1);
    return order;
  });
  const kept: object[] = Array.from({ length: 64 }, () => ({}));
  return {
    operations: 600,
    run() {
      for (let index = 0; index < 600; index++) kept[index & 63] = orders[index % 60]!.toDict();
      return kept;
    },
  };
};
