// `npm run reliability`: the proofs of packages/reliability, on what a user installs.
// Arguments go to the proofs: npm run reliability -- --soak --only R-01 --store postgres
import { runInstalled } from './installed.mjs';

await runInstalled('reliability', process.argv.slice(2));
