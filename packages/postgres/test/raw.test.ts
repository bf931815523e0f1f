import { afterEach, beforeEach } from '@jest/globals';
import type { Domain } from '@domainry/core';
import { bank } from '../../sql/test/bank.js';
import { specifyRaw } from '../../sql/test/raw-specification.js';
import { postgres } from '../src/index.js';
import { describeOnServer, newSchema, url } from './server.js';

let domain: Domain;

describeOnServer('statements of one’s own, on a server', () => {
  beforeEach(async () => {
    domain = bank.fork();
    await domain.init({ databases: { default: postgres({ connectionString: url, schema: newSchema() }) } });
  });
  afterEach(() => domain.close());

  specifyRaw(
    () => domain,
    () => postgres({ connectionString: url, schema: newSchema() }),
  );
});
