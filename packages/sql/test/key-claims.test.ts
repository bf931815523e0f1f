import { expect, test } from '@jest/globals';
import { KeyClaims } from '../src/index.js';

test('Who waits for a key goes on when its holder ends', async () => {
  const claims = new KeyClaims();
  const holder = claims.begin();
  holder.hold('k');
  const steps: string[] = [];
  const waiting = claims
    .begin()
    .waitFor('k', 'wait')
    .then(() => steps.push('went on'));

  await Promise.resolve();
  steps.push('released');
  holder.release();
  await waiting;

  expect(steps).toEqual(['released', 'went on']);
  expect(holder.isHeld('k')).toBe(false);
});

test('Nobody waits for himself, by way of others either', async () => {
  const claims = new KeyClaims();
  const [one, two, three] = [claims.begin(), claims.begin(), claims.begin()];
  one.hold('1');
  two.hold('2');
  three.hold('3');
  const first = one.waitFor('2', 'wait');
  const second = two.waitFor('3', 'wait');

  await expect(three.waitFor('1', 'wait')).rejects.toMatchObject({ code: 'COMMAND_IN_FLIGHT' });
  await expect(one.waitFor('1', 'wait')).rejects.toMatchObject({ code: 'COMMAND_IN_FLIGHT' });

  three.release();
  await second;
  two.release();
  await first;
});

test('A second release takes no key from who has claimed it since', () => {
  const claims = new KeyClaims();
  const one = claims.begin();
  one.hold('k');
  one.release();
  const two = claims.begin();
  two.hold('k');

  one.release();

  expect(two.isHeld('k')).toBe(true);
});

test('Ending all claims wakes everybody', async () => {
  const claims = new KeyClaims();
  claims.begin().hold('k');
  const waiting = claims.begin().waitFor('k', 'wait');
  claims.releaseAll();
  await expect(waiting).resolves.toBeUndefined();
});
