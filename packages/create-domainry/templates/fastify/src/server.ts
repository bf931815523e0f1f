import { DomainryError } from '@domainry/core';
import Fastify, { type FastifyInstance } from 'fastify';
import { DepositMoney, OpenAccount, WithdrawMoney } from './account-commands.js';
import { InsufficientFunds } from './account.js';
import { BalanceOf } from './balances.js';
import { banking } from './domain.js';

interface AccountPath {
  Params: { accountId: string };
}

/** The bank behind HTTP. The domain checks what arrives, and says what is wrong with it. */
export function buildServer(): FastifyInstance {
  const server = Fastify();

  server.put<AccountPath & { Body: { owner: string } }>('/accounts/:accountId', async (request, reply) => {
    await banking.process(OpenAccount.fromDict({ ...request.body, ...request.params }));
    return reply.code(201).send();
  });
  server.post<AccountPath & { Body: { amount: number } }>(
    '/accounts/:accountId/deposits',
    async (request) => ({
      balance: await banking.process(DepositMoney.fromDict({ ...request.body, ...request.params })),
    }),
  );
  server.post<AccountPath & { Body: { amount: number } }>(
    '/accounts/:accountId/withdrawals',
    async (request) => ({
      balance: await banking.process(WithdrawMoney.fromDict({ ...request.body, ...request.params })),
    }),
  );
  server.get<AccountPath>('/accounts/:accountId/balance', async (request) => ({
    balance: await banking.ask(new BalanceOf(request.params)),
  }));

  server.setErrorHandler((error, _request, reply) => {
    if (error instanceof InsufficientFunds) return reply.code(409).send({ title: error.message });
    if (DomainryError.is(error, 'VALIDATION_FAILED')) return reply.code(422).send({ title: error.message });
    if (DomainryError.is(error, 'AGGREGATE_NOT_FOUND')) return reply.code(404).send({ title: error.message });
    throw error;
  });
  return server;
}
