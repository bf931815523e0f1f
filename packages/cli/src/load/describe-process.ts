// Runs in a process of its own: imports domains to learn what they declare, tells the process that began it, and ends.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonValue } from '@domainry/core';
import type { ModelDocument } from '@domainry/model';
import { enterDescribeMode } from './describe-mode.js';
import type { DescriptionAnswer, DescriptionRequest } from './description.js';
import { Failed, importDomains, type ImportedDomain } from './import-domains.js';
import { failureOf } from './load-failure.js';

process.once('message', (request: DescriptionRequest) => {
  const answered = (answer: DescriptionAnswer): void => {
    process.send!(answer, () => process.exit(0));
  };
  const fail = (error: unknown): void =>
    answered(failureOf(error, request.domains[0]?.entry ?? request.root));
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  describe(request).then(answered, (error: unknown) =>
    error instanceof Failed ? answered(error.failure) : fail(error),
  );
});

async function describe(request: DescriptionRequest): Promise<DescriptionAnswer> {
  enterDescribeMode();
  return answer(request, await importDomains(request.domains));
}

async function answer(
  { root, wanted, reading: { extracted, ...reading } }: DescriptionRequest,
  imported: readonly ImportedDomain[],
): Promise<DescriptionAnswer> {
  const { readModel, extractDocumentation, parseDocumentation } = await import('@domainry/model');
  const documents: ModelDocument[] = [];
  const documentation: JsonValue[] = [];
  for (const { domain } of imported) {
    const file = extracted === undefined ? undefined : join(extracted, `${domain.name}.json`);
    const sidecar =
      file !== undefined && existsSync(file)
        ? parseDocumentation(readFileSync(file, 'utf8'), file)
        : undefined;
    if (wanted === 'documentation')
      documentation.push(extractDocumentation(domain, { root, ...reading }) as unknown as JsonValue);
    else
      documents.push(readModel(domain, { root, ...reading, ...(sidecar === undefined ? {} : { sidecar }) }));
  }
  return { kind: 'described', domains: imported.map(({ described }) => described), documents, documentation };
}
