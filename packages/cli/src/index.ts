/**
 * Configuration of the `domainry` command.
 *
 * @packageDocumentation
 */
export {
  defineConfig,
  type CheckConfig,
  type ConfigSituation,
  type DatabasesConfig,
  type DocsConfig,
  type DomainSource,
  type DomainryConfig,
} from './load/config.js';
