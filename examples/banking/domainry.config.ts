import { defineConfig } from '@domainry/cli';
import { sqlite } from '@domainry/sqlite';
import { fileURLToPath } from 'node:url';

export default defineConfig({
  domains: { banking: { entry: './src/domain.ts', include: ['./src/open-bank.ts'] } },
  tests: ['./test'],
  // What the demo leaves behind: npx domainry events stats
  databases: () => ({ default: sqlite(fileURLToPath(new URL('bank.db', import.meta.url))) }),
  check: { failOn: 'error' },
  docs: {
    title: 'Bank',
    description: 'Accounts, customers with cards, and ledgers that forget nothing.',
  },
});
