import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDomains, shownPath } from '../load/find-domains.js';
import { readPackage, type WorkspacePackage } from '../load/workspace.js';
import { writeFiles } from '../load/write-files.js';
import { CommandError } from '../run/command-error.js';
import { defineCommand } from '../run/command.js';
import { confirm } from '../text/confirm.js';
import { frameworkAmong, openingIn } from './application-framework.js';
import { configText, nameInConfig, type NamedEntry } from './config-text.js';
import { beginDomain } from './domain-beginning.js';
import { pascalCase } from './names.js';

export const init = defineCommand({
  name: 'init',
  summary: 'Sets up domainry in a package that exists.',
  description:
    'Writes domainry.config.ts with the domains it finds, adds scripts to package.json, and begins a domain when there is none. In an application of NestJS or Fastify, a domain that is begun is opened and closed with the application: by a module with a provider, or by a plugin.',
  flags: {
    yes: { type: 'boolean', what: 'Changes package.json without asking.' },
    dryRun: { type: 'boolean', what: 'Tells what it would write, and writes nothing.' },
    name: {
      type: 'text',
      value: 'Banking',
      what: 'Name of the domain to begin; after the package when absent.',
    },
    framework: {
      type: 'text',
      choices: ['nest', 'fastify', 'none'],
      what: 'What opens the domain; found in package.json when absent.',
    },
  },
  examples: [
    { call: 'domainry init --dry-run', what: 'What it would do.' },
    { call: 'domainry init --yes --name Banking', what: 'Without questions.' },
  ],
  isWithoutConfig: true,
  async run(context) {
    const { cwd, config, flags } = context;
    const own = packageToSetUp(cwd);
    const found = await domainsThatAreThere(context.cwd, config);
    const begun =
      found.length === 0
        ? beginDomain(cwd, 'src', flags.name ?? pascalCase(own.name.replace(/^@[^/]+\//, '')))
        : undefined;
    const framework = flags.framework ?? frameworkAmong(own.dependencies) ?? 'none';
    // A domain that was there is opened by somebody already.
    const opening = begun === undefined || framework === 'none' ? undefined : openingIn(framework, begun);
    if (opening !== undefined && existsSync(join(cwd, opening.file))) {
      throw new CommandError('WOULD_OVERWRITE', `${opening.file} is there already.`, {
        fix: 'Name another domain with --name, or give --framework none.',
      });
    }
    const entries = begun === undefined ? found : [{ name: begun.variable, entry: begun.entry }];
    const files = new Map([
      ...(begun?.files ?? []),
      ...(opening === undefined ? [] : [[opening.file, opening.source] as const]),
      ['domainry.config.ts', configText(entries)],
      ['package.json', withScripts(readFileSync(join(cwd, 'package.json'), 'utf8'))],
    ]);
    if (!flags.dryRun) {
      if (!flags.yes)
        await confirm('Write domainry.config.ts and add scripts to package.json?', context.surroundings);
      writeFiles(cwd, files);
    }
    const needed = own.dependencies.has('@domainry/core')
      ? []
      : ['npm install @domainry/core', 'npm install --save-dev @domainry/cli'];
    return {
      data: {
        files: [...files.keys()],
        domains: entries.map((each) => ({ ...each })),
        framework,
        written: !flags.dryRun,
      },
      page: (page) => {
        for (const file of files.keys()) page.text(`${flags.dryRun ? 'Would write' : 'Wrote'} ${file}`);
        page.heading('Next');
        for (const next of opening?.next ?? []) page.item(next);
        for (const next of [...needed, 'npx domainry doctor', 'npx domainry add aggregate Account'])
          page.item({ text: next, look: 'cyan' });
      },
    };
  },
});

/** The package of a folder, when it was not set up before. */
function packageToSetUp(cwd: string): WorkspacePackage {
  const own = readPackage(cwd);
  if (own === undefined) {
    throw new CommandError('PROJECT_NOT_FOUND', 'There is no package.json here.', {
      fix: 'npm init, or npm create domainry for something new.',
    });
  }
  if (existsSync(join(cwd, 'domainry.config.ts'))) {
    throw new CommandError('WOULD_OVERWRITE', 'domainry.config.ts is there already.', {
      fix: 'Change it by hand, or move it away first.',
    });
  }
  return own;
}

async function domainsThatAreThere(
  cwd: string,
  config: Parameters<typeof findDomains>[1],
): Promise<readonly NamedEntry[]> {
  try {
    const found = await findDomains(cwd, config, []);
    return found.map(({ name, entry }) => ({
      name: nameInConfig(name),
      entry: shownPath(entry, cwd),
    }));
  } catch (error) {
    if (error instanceof CommandError && error.code === 'DOMAIN_NOT_FOUND') return [];
    throw error;
  }
}

/** The manifest with scripts it does not have yet, indented as it was. */
function withScripts(text: string): string {
  const manifest = JSON.parse(text) as { scripts?: Record<string, string> };
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  const scripts = {
    'domain:check': 'domainry check',
    'domain:docs': 'domainry docs build',
    ...manifest.scripts,
  };
  const ordered = { ...manifest.scripts, ...scripts };
  return `${JSON.stringify({ ...manifest, scripts: ordered }, null, indent)}\n`;
}
