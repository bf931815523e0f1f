// What `npm create domainry` begins: every template is generated from the packed packages, as a user would, and has to
// pass its own types, its own tests, and `domainry check`. All share one install. The command's cold start is measured.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { pack } from './pack.mjs';
import { command, commandBeside, manifest, report } from './workspace.mjs';

const coldStart = 150;

/** An application of each framework that opens the domain, says what has become of it, and ends. */
const mains = {
  nest: `import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { shop } from './domain.js';
import { ShopModule } from './shop.module.js';

const app = await NestFactory.createApplicationContext(ShopModule, { logger: false });
const opened = (await shop.health()).state;
await app.close();
console.log(opened, (await shop.health()).state);
`,
  fastify: `import Fastify from 'fastify';
import { shop } from './domain.js';
import { shopPlugin } from './shop-plugin.js';

const server = Fastify();
await server.register(shopPlugin);
await server.ready();
const opened = (await shop.health()).state;
await server.close();
console.log(opened, (await shop.health()).state);
`,
};

await build();
const tarballs = pack();
const { templates } = await import('../packages/create-domainry/dist/templates.js'); // which was built a moment ago
const scratch = mkdtempSync(join(tmpdir(), 'domainry-templates-'));
const minimalTsconfig = JSON.parse(
  readFileSync(
    new URL('../packages/create-domainry/templates/minimal/tsconfig.json', import.meta.url),
    'utf8',
  ),
);
const counts = { passed: 0, failed: 0 };
try {
  install();
  await Promise.all([
    ...templates.map(({ name }) => checkTemplate(name)),
    checkInit('nest', '@nestjs/core'),
    checkInit('fastify', 'fastify'),
  ]);
  checkColdStart();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
report('Templates', counts.passed, counts.failed);
process.exit(counts.failed === 0 ? 0 : 1);

/** Our packages from their tarballs, and what the templates depend on, once for all. */
function install() {
  const ours = Object.fromEntries(
    [...tarballs].map(([folder, tarball]) => [manifest(folder).name, `file:${tarball}`]),
  );
  const theirs = Object.assign(
    {},
    ...templates.map(({ name }) => {
      const { dependencies, devDependencies } = manifest(`packages/create-domainry/templates/${name}`);
      return { ...dependencies, ...devDependencies };
    }),
  );
  mkdirSync(scratch, { recursive: true });
  const dependencies = { ...theirs, ...ours };
  writeFileSync(
    join(scratch, 'package.json'),
    JSON.stringify({ private: true, dependencies, overrides: ours }),
  );
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const { status, output } = command('npm', ['install', ...flags], { cwd: scratch });
  if (status !== 0) throw new Error(`npm could not install the templates' dependencies:\n${output}`);
}

async function checkTemplate(name) {
  const project = join(scratch, name);
  const bin = (tool) => join(scratch, 'node_modules', '.bin', tool);
  await check(`${name}: is begun`, scratch, bin('create-domainry'), [
    name,
    '--template',
    name,
    '--no-install',
    '--yes',
  ]);
  await check(`${name}: types`, project, bin('tsc'), []);
  await check(`${name}: its own tests`, project, bin('vitest'), ['run']);
  await check(`${name}: domainry check`, project, bin('domainry'), ['check', '--fail-on', 'warning']);
  await check(`${name}: domainry docs build`, project, bin('domainry'), ['docs', 'build']);
  if (name !== 'minimal') return;
  const added = [
    ['aggregate', 'Customer'],
    ['value-object', 'Address'],
    ['entity', 'Card', '--of', 'Customer'],
    ['event', 'CustomerMoved', '--of', 'Customer'],
    ['command', 'MoveCustomer', '--of', 'Customer'],
    ['query', 'CustomerOf', '--of', 'Customer'],
    ['event-handler', 'MoveNews', '--of', 'CustomerMoved'],
    ['domain-service', 'Transfers', '--of', 'Account'],
    ['projection', 'MoveList', '--of', 'CustomerMoved'],
    ['process', 'Relocation', '--of', 'CustomerMoved'],
    ['context', 'Billing'],
  ];
  for (const what of added)
    await check(`${name}: domainry add ${what.join(' ')}`, project, bin('domainry'), ['add', ...what]);
  await check(`${name}: types of what was added`, project, bin('tsc'), []);
  await check(
    `${name}: what was added is loaded`,
    project,
    bin('domainry'),
    ['describe', 'MoveNews'],
    'CustomerMoved',
  );
}

/** A package that has a framework already: what `domainry init` writes for that compiles, and its application runs. */
async function checkInit(framework, dependency) {
  const project = join(scratch, `init-${framework}`);
  const bin = (tool) => join(scratch, 'node_modules', '.bin', tool);
  mkdirSync(join(project, 'src'), { recursive: true });
  const files = {
    'package.json': { name: 'shop', type: 'module', dependencies: { [dependency]: '*' } },
    'tsconfig.json': { ...minimalTsconfig, include: ['src', 'domainry.config.ts'] },
  };
  for (const [file, content] of Object.entries(files))
    writeFileSync(join(project, file), JSON.stringify(content));
  writeFileSync(join(project, 'src/main.ts'), mains[framework]);
  const what = `domainry init in an application of ${framework}`;
  await check(`${what}: writes`, project, bin('domainry'), ['init', '--yes']);
  await check(`${what}: types`, project, bin('tsc'), []);
  await check(`${what}: runs`, project, bin('tsx'), ['src/main.ts'], 'running closed');
}

/** The least CPU time of several starts: how busy the machine is otherwise is not the command's fault. */
function checkColdStart() {
  const script = join(scratch, 'node_modules', '@domainry', 'cli', 'dist', 'node', 'domainry.js');
  const starts = Array.from({ length: 15 }, () => cpuTimeOf(`"${process.execPath}" "${script}" --help`));
  const least = Math.min(...starts);
  note(
    `domainry --help takes ${least.toFixed(0)} ms of CPU time (at most ${coldStart})`,
    least <= coldStart,
    '',
  );
}

/** What a shell says of its children: `0m0.081s 0m0.020s` in the second line. */
function cpuTimeOf(call) {
  const { output } = command('sh', ['-c', `${call} >/dev/null; times`], { cwd: scratch });
  const [ofChildren = ''] = output.trim().split('\n').slice(-1);
  const times = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce(
    (sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000,
    0,
  );
}

async function check(what, cwd, file, args, expected = '') {
  const { status, output } = await commandBeside(file, args, { cwd, env: { NO_COLOR: '1' } });
  note(what, status === 0 && output.includes(expected), output);
}

function note(what, passed, output) {
  counts[passed ? 'passed' : 'failed'] += 1;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${what}`);
  if (!passed) console.log(output);
}
