import { defineConfig } from '@domainry/cli';

export default defineConfig({
  domains: {
    ordering: './packages/ordering/src/domain.ts',
    billing: './packages/billing/src/domain.ts',
  },
  check: { failOn: 'warning' },
});
