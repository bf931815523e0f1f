import type { Domain } from '@domainry/core';
import { perform } from '../data/perform.js';
import type { DatabasesConfig } from './config.js';
import type { DataAnswer, DataOperation } from './data-request.js';
import { Failed } from './import-domains.js';
import { dataError, databasesOf } from './open-databases.js';

/**
 * Opens the databases that are configured for a domain, and does what is asked, in this process.
 *
 * @param domain - imported, and not initialised.
 */
export async function answerData(
  domain: Domain,
  configured: DatabasesConfig | undefined,
  operation: DataOperation,
): Promise<DataAnswer> {
  try {
    const adapters = await databasesOf(configured, domain.name);
    return { kind: 'done', data: await perform(domain, adapters, operation) };
  } catch (error) {
    return failureIn(error);
  }
}

/** What importing a domain, or its databases, threw, as an answer to the process that asked. */
export function failureIn(thrown: unknown): Extract<DataAnswer, { kind: 'failed' }> {
  if (thrown instanceof Failed) return thrown.failure;
  const error = dataError(thrown);
  const { why, fix, file, stack } = error.options;
  return {
    kind: 'failed',
    code: error.code,
    message: error.message,
    ...(why === undefined ? {} : { why }),
    ...(fix === undefined ? {} : { fix }),
    ...(file === undefined ? {} : { file }),
    ...(stack === undefined ? {} : { stack }),
  };
}
