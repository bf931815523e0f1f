import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { CommandError } from '../run/command-error.js';
import type { Flag } from '../run/flag.js';
import { checkConfig } from './check-config.js';
import type { ConfigSituation, DomainryConfig } from './config.js';

/** The configuration, and where it stands. */
export interface ProjectConfig {
  /** Absolute; what the configuration names is relative to it. The working folder, when there is no configuration. */
  readonly root: string;
  /** Relative to the working folder; undefined when there is none. */
  readonly file: string | undefined;
  readonly config: DomainryConfig;
}

/**
 * Reads the configuration of a project.
 *
 * @param cwd - absolute.
 * @param named - the file that was asked for; `domainry.config` with any usual ending, or `domainry` in package.json, when
 *   none was.
 * @throws CommandError CONFIG_INVALID.
 */
export async function readConfig(
  cwd: string,
  named: string | undefined,
  situation: ConfigSituation,
): Promise<ProjectConfig> {
  if (named !== undefined && !existsSync(resolve(cwd, named))) {
    throw new CommandError('CONFIG_INVALID', `There is no configuration ${named}.`, {
      fix: 'Name a file that exists, or leave --config away.',
    });
  }
  const { loadConfig, SUPPORTED_EXTENSIONS } = await import('c12');
  const usual = SUPPORTED_EXTENSIONS.map((ending) => `domainry.config${ending}`).find((name) =>
    existsSync(resolve(cwd, name)),
  );
  const file = named ?? usual;
  let written: unknown;
  try {
    const found = await loadConfig({
      name: 'domainry',
      cwd,
      configFile: file ?? 'domainry.config',
      rcFile: false,
      globalRc: false,
      extend: false,
      giget: false,
      envName: false,
      packageJson: file === undefined ? 'domainry' : false,
      context: situation,
    });
    written = found.config;
  } catch (error) {
    throw new CommandError('CONFIG_INVALID', `${file ?? 'package.json'} cannot be read.`, {
      why: (error as Error).message,
      cause: error,
      ...((error as Error).stack === undefined ? {} : { stack: (error as Error).stack! }),
    });
  }
  const place = file ?? 'the key domainry of package.json';
  const config = checkConfig(written ?? {}, place);
  const isThere = file !== undefined || Object.keys(config).length > 0;
  const root = file === undefined ? cwd : dirname(resolve(cwd, file));
  return {
    root,
    file: isThere ? (file === undefined ? 'package.json' : relative(cwd, resolve(cwd, file))) : undefined,
    config,
  };
}

/** What a configuration says of a flag; files as absolute paths, since it names them relative to itself. */
export function saidBy({ root, config }: ProjectConfig, { config: path = '', isPath }: Flag): unknown {
  let at: unknown = config;
  for (const key of path.split('.')) at = (at as Record<string, unknown> | undefined)?.[key];
  return isPath === true && typeof at === 'string' ? resolve(root, at) : at;
}
