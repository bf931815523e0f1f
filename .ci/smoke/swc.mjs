// Compiles account.ts with swc: node swc.mjs <mode> <es6|commonjs>, into out/swc-<mode>/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { transformFileSync } from '@swc/core';

const [mode, type] = process.argv.slice(2);
const transform = {
  assign: { legacyDecorator: true, useDefineForClassFields: false },
  define: { legacyDecorator: true, useDefineForClassFields: true },
  standard: { decoratorVersion: '2023-11' },
}[mode];
const source = mode === 'standard' ? 'account-accessor.ts' : 'account.ts';
const { code } = transformFileSync(source, {
  jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true }, transform },
  module: { type },
});
mkdirSync(`out/swc-${mode}`, { recursive: true });
writeFileSync(`out/swc-${mode}/account.js`, code);
