import { loadAll, type Batch, type MakeBatch } from './batch.js';

type Make = (index: number) => object;

/** Constructs accounts: one class, or many in turn. */
export const construct: MakeBatch = async (load, copies) => {
  const makers = await loadAll<Make>(load, copies, 'make');
  return copies === 1 ? oneClass(makers[0]!) : inTurn(makers);
};

/** Constructs accounts that get their identity generated. */
export const constructAnonymous: MakeBatch = async (load) =>
  oneClass((await load(0))['makeAnonymous'] as Make);

function oneClass(make: Make): Batch {
  const kept: object[] = Array.from({ length: 64 }, () => ({}));
  return {
    operations: 1024,
    run() {
      for (let index = 0; index < 1024; index++) kept[index & 63] = make(index);
      return kept;
    },
  };
}

function inTurn(makers: readonly Make[]): Batch {
  const kept: object[] = Array.from({ length: 64 }, () => ({}));
  const count = makers.length;
  return {
    operations: 17 * count,
    run() {
      for (let turn = 0; turn < 17; turn++)
        for (let index = 0; index < count; index++) kept[index & 63] = makers[index]!(index + turn);
      return kept;
    },
  };
}
