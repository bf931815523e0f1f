import { afterEach, beforeEach, describe } from '@jest/globals';
import type { Domain } from '@domainry/core';
import { bank } from '../../sql/test/bank.js';
import { specifyRaw } from '../../sql/test/raw-specification.js';
import { sqlite } from '../src/index.js';
import { newFile } from './files.js';

let domain: Domain;

describe('statements of one’s own, in a file', () => {
  beforeEach(async () => {
    domain = bank.fork();
    await domain.init({ databases: { default: sqlite(newFile(), { synchronous: 'normal' }) } });
  });
  afterEach(() => domain.close());

  specifyRaw(
    () => domain,
    () => sqlite(newFile(), { synchronous: 'normal' }),
  );
});
