import 'reflect-metadata';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppModule } from '../src/app-module.js';

let app: INestApplication;
let url: string;

beforeAll(async () => {
  const testing = await Test.createTestingModule({ imports: [AppModule] }).compile();
  app = testing.createNestApplication({ logger: false });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

async function send(method: string, path: string, body?: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${url}/accounts/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

it('opens an account, and pays from it', async () => {
  await send('PUT', '1', { owner: 'Ada' });
  await send('POST', '1/deposits', { amount: 500 });

  await send('POST', '1/withdrawals', { amount: 200 });

  expect(await (await send('GET', '1/balance')).json()).toEqual({ balance: 300 });
});

it('says what is wrong', async () => {
  await send('PUT', '2', { owner: 'Ada' });

  expect((await send('POST', '2/withdrawals', { amount: 1 })).status).toBe(409);
  expect((await send('POST', '2/deposits', { amount: 0 })).status).toBe(422);
  expect((await send('GET', '3/balance')).status).toBe(404);
});
