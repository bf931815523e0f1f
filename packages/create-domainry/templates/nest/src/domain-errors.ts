import { DomainryError } from '@domainry/core';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { InsufficientFunds } from './account.js';

/** The part of a response that is used; that of Express and of Fastify has it. */
interface Response {
  status(code: number): { send(body: object): void };
}

/** Tells callers what the domain refused, and why. */
@Catch(InsufficientFunds, DomainryError)
export class DomainErrors implements ExceptionFilter {
  catch(error: Error, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    response.status(statusOf(error)).send({ title: error.message });
  }
}

function statusOf(error: Error): number {
  if (error instanceof InsufficientFunds) return 409;
  if (DomainryError.is(error, 'VALIDATION_FAILED')) return 422;
  return DomainryError.is(error, 'AGGREGATE_NOT_FOUND') ? 404 : 500;
}
