import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const benchmarks = fileURLToPath(new URL('..', import.meta.url));
/** What is compiled for a run; built anew by each. */
export const dist = join(benchmarks, 'dist');
export const core = join(benchmarks, '../packages/core');
