import { describe, jest, test } from '@jest/globals';
import { memory, memoryBroker, memoryCache } from '@domainry/core';
import {
  brokerConformance,
  cacheConformance,
  databaseConformance,
  registerConformance,
} from '@domainry/testing/conformance';

jest.setTimeout(60_000);

registerConformance(
  { describe, test },
  databaseConformance({ name: 'memory', open: (model) => memory().open(model) }),
);
registerConformance({ describe, test }, brokerConformance({ name: 'memory', adapter: () => memoryBroker() }));
registerConformance({ describe, test }, cacheConformance({ name: 'memory', adapter: () => memoryCache() }));
