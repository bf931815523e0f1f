import { defineConfig } from '@domainry/cli';

export default defineConfig({
  domains: {
    ordering: './ordering/src/index.ts',
    inventory: './inventory/src/index.ts',
    billing: './billing/src/index.ts',
    shipping: './shipping/src/index.ts',
  },
  decisions: './decisions',
  glossary: './glossary.yml',
  check: { failOn: 'error' },
  docs: {
    title: 'Shop',
    description: 'From the cart to the money, in four contexts that tell each other what happened.',
  },
});
