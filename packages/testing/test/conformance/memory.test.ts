import { describe, jest, test } from '@jest/globals';
import { memory, memoryBroker, memoryCache, tenantDatabases } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
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
for (const keys of ['string', 'integer'] as const)
  registerConformance(
    { describe, test },
    databaseConformance({
      name: `memory, keys of type ${keys}`,
      keys,
      open: (model) => memory().open(model),
    }),
  );
registerConformance(
  { describe, test },
  databaseConformance({
    name: 'memory, a database for each tenant',
    capabilities: ['tenants'],
    open: (model) => {
      const places = new Map<string, DatabaseAdapter>();
      const of = (tenant: string): DatabaseAdapter => {
        if (!places.has(tenant)) places.set(tenant, memory({ keep: true }));
        return places.get(tenant)!;
      };
      return tenantDatabases({ of, known: () => [...places.keys()], mostOpen: 3 }).open(model);
    },
  }),
);
registerConformance({ describe, test }, brokerConformance({ name: 'memory', adapter: () => memoryBroker() }));
registerConformance({ describe, test }, cacheConformance({ name: 'memory', adapter: () => memoryCache() }));
