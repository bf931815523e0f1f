import type { SiteOptions } from '@domainry/docs';
import type { CheckOptions } from '@domainry/model';
import type { DatabaseAdapter } from '@domainry/core/ports';

/** Where a domain is. */
export interface DomainSource {
  /**
   * The module that exports the domain, relative to the configuration: `./src/domain.ts`. Where a module exports several,
   * the name of the export follows: `./src/domain.ts#banking`.
   */
  readonly entry: string;
  /** Glob patterns of further modules that register elements; imported after the entry, in alphabetical order. */
  readonly include?: readonly string[];
  /** Glob patterns of modules not to import. */
  readonly exclude?: readonly string[];
  /** Databases of this domain, where they are not those of all. */
  readonly databases?: DatabasesConfig;
}

/**
 * Databases by the names that elements give as theirs: what `init({ databases })` takes. As a function it is called by those
 * commands only that open them, so that others need neither variables nor secrets.
 */
export type DatabasesConfig =
  | Readonly<Record<string, DatabaseAdapter>>
  | (() => Readonly<Record<string, DatabaseAdapter>> | Promise<Readonly<Record<string, DatabaseAdapter>>>);

/** What `domainry.config.ts` says; see `defineConfig`. Everything may be left out. */
export interface DomainryConfig {
  /**
   * The domains, by names to call them by on the command line. A text is the `entry`. Without it, src/domain.ts is looked
   * for, here and in the packages of the workspace.
   */
  readonly domains?: Readonly<Record<string, string | DomainSource>> | readonly (string | DomainSource)[];
  /** What compiles TypeScript on import; `tsx` when absent. */
  readonly loader?: 'tsx' | 'swc' | 'none';
  /** The tsconfig.json to compile with, when it is not the one beside the modules. Relative to the configuration. */
  readonly tsconfig?: string;
  /** A file of environment variables for the domain. Relative to the configuration. */
  readonly envFile?: string;
  /** Seconds that importing the domain may take; 60 when absent. */
  readonly timeout?: number;
  /** Folder where models are recorded, to be compared with; `models` when absent. */
  readonly models?: string;
  /** Folder of decision records; `docs/adr` when absent. */
  readonly decisions?: string;
  /** A file of terms, in the form of Contextive: `banking.glossary.yml`. */
  readonly glossary?: string;
  /** Where sources are looked for that the modules do not lead to, as where only built JavaScript is imported. */
  readonly sources?: readonly string[];
  /** Folders, files or patterns of tests: which of them name which rules is told with the rules. */
  readonly tests?: readonly string[];
  /** Folder with what `domainry docs extract` wrote, for where there are no sources at all. */
  readonly documentation?: string;
  /** What `domainry db`, `domainry events` and `domainry snapshot` open. No other command does. */
  readonly databases?: DatabasesConfig;
  readonly check?: CheckConfig;
  readonly docs?: DocsConfig;
}

/** What `domainry check` does. */
export interface CheckConfig extends Pick<CheckOptions, 'levels' | 'limits' | 'rules' | 'suppressions'> {
  /** The lowest level that fails; `error` when absent. */
  readonly failOn?: 'error' | 'warning' | 'info' | 'never';
  /** File with the fingerprints of findings that are known and not reported. */
  readonly baseline?: string;
}

/** What `domainry docs` does. */
export interface DocsConfig extends Pick<SiteOptions, 'title' | 'description' | 'sourceAddress'> {
  /** Folder of the site; `site` when absent. */
  readonly out?: string;
}

/** What a configuration that is a function is given. */
export interface ConfigSituation {
  /** The command that reads it: `docs build`. */
  readonly command: string;
  /** Value of NODE_ENV; `development` when that is not set. */
  readonly mode: string;
}

/**
 * Types a configuration, in an editor as well; gives back what it is given.
 *
 * @example
 * ```ts
 * import { defineConfig } from '@domainry/cli';
 *
 * export default defineConfig({
 *   domains: { banking: './src/domain.ts' },
 *   check: { failOn: 'warning' },
 * });
 * ```
 */
export function defineConfig<
  const Config extends
    DomainryConfig | ((situation: ConfigSituation) => DomainryConfig | Promise<DomainryConfig>),
>(config: Config): Config {
  return config;
}
