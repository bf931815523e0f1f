import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandError } from '../run/command-error.js';
import { counted } from '../text/counted.js';
import { examineCompiler } from './examine-compiler.js';
import type { Examination } from './examination.js';
import { shownPath } from './find-domains.js';
import { loadModels, type LoadingContext } from './load-models.js';
import { packagesOf } from './workspace.js';

/** Looks at everything a domain needs, from Node to the domains themselves. */
export async function examine(context: LoadingContext): Promise<readonly Examination[]> {
  return [
    node(process.versions.node),
    ...(await framework(context)),
    examineCompiler(context.cwd, context.flags.tsconfig ?? 'tsconfig.json'),
    configuration(context),
    await domains(context),
  ];
}

/** @param version - of Node: `20.19.0`. */
function node(version: string): Examination {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > 20 || (major === 20 && minor >= 19);
  return {
    code: 'NODE_VERSION',
    what: 'Node',
    state: isNewEnough ? 'good' : 'wrong',
    says: version,
    ...(isNewEnough ? {} : { fix: 'Install Node 20.19 or later.' }),
  };
}

async function framework({ cwd }: LoadingContext): Promise<readonly Examination[]> {
  const copies = new Map<string, string>();
  for (const folder of [cwd, ...(await packagesOf(cwd)).map((each) => each.folder)]) {
    const found = coreIn(folder);
    if (found !== undefined) copies.set(found.folder, found.version);
  }
  const what = 'Framework';
  const shown = [...copies]
    .map(([folder, version]) => `@domainry/core ${version} in ${shownPath(folder, cwd)}`)
    .join(', ');
  if (copies.size === 0) {
    return [
      {
        code: 'FRAMEWORK',
        what,
        state: 'wrong',
        says: '@domainry/core is not installed',
        fix: 'npm install @domainry/core',
      },
    ];
  }
  return [
    copies.size === 1
      ? { code: 'FRAMEWORK', what, state: 'good', says: shown }
      : {
          code: 'FRAMEWORK_TWICE',
          what,
          state: 'wrong',
          says: `${copies.size} copies: ${shown}`,
          fix: 'Keep one: npm dedupe, or an entry for @domainry/core in overrides of package.json.',
        },
  ];
}

/** The copy of the framework that a folder sees. */
function coreIn(folder: string): { folder: string; version: string } | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, 'node_modules/@domainry/core/package.json');
    if (existsSync(file)) {
      const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
      return { folder: dirname(realpathSync(file)), version };
    }
    if (dirname(at) === at) return undefined;
  }
}

function configuration({ config }: LoadingContext): Examination {
  const says = config.file === undefined ? 'none; domains are found by where they usually are' : config.file;
  return { code: 'CONFIGURATION', what: 'Configuration', state: 'good', says };
}

async function domains(context: LoadingContext): Promise<Examination> {
  const what = 'Domains';
  try {
    const loaded = await loadModels(context);
    const shown = loaded.domains.map(
      (each) =>
        `${each.context} (${counted(each.elements, 'element')}, ${shownPath(each.entry, context.cwd)}: ${each.why})`,
    );
    const isEmpty = loaded.domains.some(({ elements }) => elements === 0);
    return {
      code: 'DOMAINS',
      what,
      state: isEmpty ? 'doubtful' : 'good',
      says: shown.join('; '),
      ...(isEmpty
        ? { fix: 'Import the modules of the elements, or name them as include in domainry.config.ts.' }
        : {}),
    };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const [
      { code, message, why, fix, file, line } = { code: error.code, message: error.message },
      ...others
    ] = error.diagnostics;
    const place = file === undefined || message.includes(file) ? '' : ` at ${file}${line ? `:${line}` : ''}`;
    const more = others.map((each) => ` ${each.message}`).join('');
    return {
      code,
      what,
      state: 'wrong',
      says: `${message}${place}${why ? ` ${why}` : ''}${more}`,
      ...(fix === undefined ? {} : { fix }),
    };
  }
}
