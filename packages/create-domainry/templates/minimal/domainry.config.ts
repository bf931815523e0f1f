import { defineConfig } from '@domainry/cli';

export default defineConfig({
  domains: { banking: './src/domain.ts' },
  check: { failOn: 'warning' },
});
