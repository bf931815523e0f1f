// `npm run conformance`: what the stores that are there are found to keep, on what a user installs, as tables. With --update they
// are written to docs/reference/conformance.md.
import { join } from 'node:path';
import { runInstalled } from './installed.mjs';
import { root } from './workspace.mjs';

const page = join(root, 'docs', 'reference', 'conformance.md');
await runInstalled('conformance', process.argv.includes('--update') ? [page] : []);
