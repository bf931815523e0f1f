// `npm run demo`: builds the banking example and the packages under it, then runs it. Arguments go to the demo.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { command, root, tool } from './workspace.mjs';

bootstrap();

if (!existsSync(join(root, 'examples/banking/package.json'))) {
  console.error('There is no examples/banking yet, so there is nothing to show.');
  process.exit(1);
}
const build = tool('tsc', ['-b', 'examples/banking'], { show: true });
if (build.status !== 0) process.exit(build.status);
const demo = join(root, 'examples/banking/dist/demo.js');
process.exit(command(process.execPath, [demo, ...process.argv.slice(2)], { show: true }).status);
