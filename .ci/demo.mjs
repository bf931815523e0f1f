// `npm run demo`: builds the banking example and the packages under it, then runs it. Arguments go to the demo.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { command, root } from './workspace.mjs';

bootstrap();

if (!existsSync(join(root, 'examples/banking/package.json'))) {
  console.error('There is no examples/banking yet, so there is nothing to show.');
  process.exit(1);
}
const { build } = await import('./build.mjs'); // which needs what was installed
await build();
const demo = join(root, 'examples/banking/dist/demo.js');
process.exit(command(process.execPath, [demo, ...process.argv.slice(2)], { show: true }).status);
