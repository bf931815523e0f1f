import { afterAll, beforeAll, expect, it } from 'vitest';
import { banking } from '../src/domain.js';
import { buildServer } from '../src/server.js';

const server = buildServer();

beforeAll(async () => {
  await banking.init();
});
afterAll(async () => {
  await server.close();
  await banking.close();
});

it('opens an account, and pays from it', async () => {
  await server.inject({ method: 'PUT', url: '/accounts/1', payload: { owner: 'Ada' } });
  await server.inject({ method: 'POST', url: '/accounts/1/deposits', payload: { amount: 500 } });

  const withdrawal = await server.inject({
    method: 'POST',
    url: '/accounts/1/withdrawals',
    payload: { amount: 200 },
  });
  const balance = await server.inject({ method: 'GET', url: '/accounts/1/balance' });

  expect(withdrawal.statusCode).toBe(200);
  expect(balance.json()).toEqual({ balance: 300 });
});

it('says what is wrong', async () => {
  await server.inject({ method: 'PUT', url: '/accounts/2', payload: { owner: 'Ada' } });

  const tooMuch = await server.inject({
    method: 'POST',
    url: '/accounts/2/withdrawals',
    payload: { amount: 1 },
  });
  const nothing = await server.inject({
    method: 'POST',
    url: '/accounts/2/deposits',
    payload: { amount: 0 },
  });
  const nowhere = await server.inject({ method: 'GET', url: '/accounts/3/balance' });

  expect(tooMuch.statusCode).toBe(409);
  expect(nothing.statusCode).toBe(422);
  expect(nothing.json<{ title: string }>().title).toContain('amount');
  expect(nowhere.statusCode).toBe(404);
});
