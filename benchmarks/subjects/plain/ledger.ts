import type { LedgersLike } from '../ledger.js';

/** By hand: the same stored form, a line of JSON for each event, folded into an object. */
class Ledger {
  owner = '';
  balance = 0;
  deposits = 0;

  apply(type: string, data: string): void {
    switch (type) {
      case 'Banking.Opened.v1':
        this.owner = (JSON.parse(data) as { readonly owner: string }).owner;
        return;
      case 'Banking.Deposited.v1':
        this.balance += (JSON.parse(data) as { readonly amount: number }).amount;
        this.deposits += 1;
        return;
      default:
        throw new Error(`There are no events ${type}.`);
    }
  }
}

const streams = new Map<string, { readonly type: string; readonly data: string }[]>();

export const store: LedgersLike = {
  async fill(id, deposits) {
    streams.set(id, [
      { type: 'Banking.Opened.v1', data: JSON.stringify({ owner: 'Ann' }) },
      ...Array.from({ length: deposits }, () => ({
        type: 'Banking.Deposited.v1',
        data: JSON.stringify({ amount: 1 }),
      })),
    ]);
  },
  load(id) {
    const ledger = new Ledger();
    for (const { type, data } of streams.get(id)!) ledger.apply(type, data);
    return ledger.balance;
  },
};
