import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { Turns } from '../../src/dispatch/turns.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test('turns come one after the other, each when the one before it has ended, whatever the order of ending', async () => {
  const turns = new Turns();
  const [first, second, third] = [1, 2, 3].map(() => turns.take('Listener.tell', 'Account-1'));
  const other = turns.take('Listener.tell', 'Account-2');
  const come: string[] = [];
  const both = [
    second!.comes().then(() => come.push('second')),
    third!.comes().then(() => come.push('third')),
  ];

  expect([first!.hasCome, second!.hasCome, third!.hasCome, other.hasCome]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  first!.end();
  await both[0];
  expect(come).toEqual(['second']);
  expect(third!.hasCome).toBe(false);
  second!.end();
  await both[1];

  expect(come).toEqual(['second', 'third']);
  third!.end();
  expect(turns.take('Listener.tell', 'Account-1').hasCome).toBe(true);
});

test('a row in which always somebody stands does not keep those who left it', async () => {
  const turns = new Turns();
  const first = new WeakRef(turns.take('Listener.tell', 'Account-1'));
  let last = turns.take('Listener.tell', 'Account-1');
  first.deref()!.end();
  for (let count = 0; count < 10; count++) {
    const next = turns.take('Listener.tell', 'Account-1');
    last.end();
    last = next;
  }
  // What a weak reference gave stays until the turn is over.
  await new Promise((resolve) => setTimeout(resolve, 0));
  collectGarbage();

  expect(last.hasCome).toBe(true);
  expect(first.deref()).toBeUndefined();
});
