#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { planProject, type ProjectPlan } from './plan-project.js';
import { ProjectRefused } from './project-refused.js';
import { templates } from './templates.js';
import { writeProject } from './write-project.js';

const help = `npm create domainry@latest <folder> -- [flags]

  --template <name>  ${templates.map(({ name }) => name).join(', ')}; minimal when absent
  --pm <name>        the package manager: npm (when absent), pnpm, yarn, bun
  --no-install       leaves installing to you
  --yes              asks nothing
  --dry-run          tells what would be written, and writes nothing
  --json             tells it as JSON
  --help

Examples
  npm create domainry@latest my-bank
  npm create domainry@latest my-shop -- --template monorepo --no-install --yes
`;

const managers = ['npm', 'pnpm', 'yarn', 'bun'];

try {
  process.exitCode = await create();
} catch (error) {
  const isWrongCall = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
  if (!(error instanceof ProjectRefused) && !isWrongCall) throw error;
  process.stderr.write(`error ${(error as Error).message}\n`);
  process.exitCode = error instanceof ProjectRefused ? error.exit : 2;
}

async function create(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      template: { type: 'string' },
      pm: { type: 'string', default: 'npm' },
      'no-install': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (!managers.includes(values.pm))
    throw new ProjectRefused(
      2,
      `There is no package manager ${values.pm}. There is: ${managers.join(', ')}.`,
    );
  const mayAsk = process.stdin.isTTY && !values.yes && !values.json;
  const folder = positionals[0] ?? (mayAsk ? await ask('Folder', 'my-domain') : undefined);
  if (folder === undefined)
    throw new ProjectRefused(2, 'Name a folder: npm create domainry@latest my-domain');
  const names = templates.map(({ name }) => name).join(', ');
  const template = values.template ?? (mayAsk ? await ask(`Template (${names})`, 'minimal') : 'minimal');
  const plan = planProject(folder, template);
  if (!values['dry-run']) writeProject(plan);
  const isInstalled = !values['dry-run'] && !values['no-install'] && install(plan, values.pm);
  tell(plan, values, isInstalled);
  return 0;
}

async function ask(question: string, usual: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(`${question} [${usual}] `)).trim() || usual;
  } finally {
    lines.close();
  }
}

function install({ folder }: ProjectPlan, manager: string): boolean {
  const { status } = spawnSync(manager, ['install'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.stderr.write(`${manager} install failed; the project is there all the same.\n`);
  return status === 0;
}

function tell(
  { folder, name, template, files }: ProjectPlan,
  { json, pm, 'dry-run': isDry }: { json: boolean; pm: string; 'dry-run': boolean },
  isInstalled: boolean,
): void {
  if (json) {
    const plan = {
      folder,
      name,
      template,
      files: [...files.keys()],
      written: !isDry,
      installed: isInstalled,
    };
    process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
    return;
  }
  for (const path of files.keys()) process.stdout.write(`${isDry ? 'Would write' : 'Wrote'} ${path}\n`);
  const steps = [`cd ${folder}`, ...(isInstalled ? [] : [`${pm} install`]), `${pm} test`, 'npx domainry dev'];
  if (!isDry) process.stdout.write(`\nNext\n${steps.map((step) => `  ${step}\n`).join('')}`);
}
