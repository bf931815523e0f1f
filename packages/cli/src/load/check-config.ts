import { CommandError } from '../run/command-error.js';
import { suggest } from '../run/suggest.js';
import type { DomainryConfig } from './config.js';

/** What a key may hold: a phrase for messages, whether a value is that, and what an object holds in turn. */
interface Rule {
  readonly is: string;
  readonly holds: (value: unknown) => boolean;
  readonly keys?: Readonly<Record<string, Rule>>;
}

const text: Rule = { is: 'a text', holds: (value) => typeof value === 'string' && value !== '' };
const texts: Rule = {
  is: 'a list of texts',
  holds: (value) => Array.isArray(value) && value.every(text.holds),
};
const amount: Rule = { is: 'a number above 0', holds: (value) => typeof value === 'number' && value > 0 };
const oneOf = (...choices: string[]): Rule => ({
  is: `one of ${choices.join(', ')}`,
  holds: (value) => choices.includes(value as string),
});
const object = (keys: Readonly<Record<string, Rule>>): Rule => ({ is: 'an object', holds: isObject, keys });

const databases: Rule = {
  is: 'databases by name, such as { default: sqlite(…) }, or a function that gives them',
  holds: (value) => typeof value === 'function' || (isObject(value) && Object.values(value).every(isAdapter)),
};

const sourceKeys = { entry: text, include: texts, exclude: texts, databases };

const rules: Readonly<Record<keyof DomainryConfig, Rule>> = {
  domains: {
    is: 'modules by name, or a list of modules',
    holds: (value) => isObject(value) || Array.isArray(value),
  },
  loader: oneOf('tsx', 'swc', 'none'),
  tsconfig: text,
  envFile: text,
  timeout: amount,
  models: text,
  decisions: text,
  glossary: text,
  sources: texts,
  tests: texts,
  documentation: text,
  databases,
  check: object({
    failOn: oneOf('error', 'warning', 'info', 'never'),
    baseline: text,
    levels: { is: 'an object of codes and levels', holds: hasLevels },
    limits: object({ entities: amount, messages: amount }),
    rules: {
      is: 'a list of functions',
      holds: (value) => Array.isArray(value) && value.every((rule) => typeof rule === 'function'),
    },
    suppressions: {
      is: 'a list of { code, reason, element? }',
      holds: (value) => Array.isArray(value) && value.every(isSuppression),
    },
  }),
  docs: object({ out: text, title: text, description: text, sourceAddress: text }),
};

/**
 * Takes a configuration at its word.
 *
 * @param file - where it stands, for messages.
 * @throws CommandError CONFIG_INVALID: unknown keys, with the one that was probably meant, and values of the wrong kind.
 */
export function checkConfig(config: unknown, file: string): DomainryConfig {
  if (!isObject(config))
    throw invalid(file, 'exports no object', 'Export what defineConfig gives, as default.');
  checkKeys(config, rules, '', file);
  for (const [name, source] of Object.entries(config['domains'] ?? {})) {
    const path = Array.isArray(config['domains']) ? `domains[${name}]` : `domains.${name}`;
    if (isObject(source)) {
      checkKeys(source, sourceKeys, `${path}.`, file);
      if (source['entry'] === undefined)
        throw invalid(file, `${path} has no entry`, 'Name the module that exports the domain.');
    } else if (!text.holds(source)) {
      throw invalid(
        file,
        `${path} is not the name of a module`,
        "Write './src/domain.ts', or { entry, include }.",
      );
    }
  }
  return config;
}

function checkKeys(
  given: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, Rule>>,
  path: string,
  file: string,
): void {
  for (const [key, value] of Object.entries(given)) {
    const rule = Object.hasOwn(known, key) ? known[key] : undefined;
    if (rule === undefined) {
      const meant = suggest(key, Object.keys(known));
      const fix = meant ? `Did you mean ${path}${meant}?` : `It may say: ${Object.keys(known).join(', ')}.`;
      throw invalid(file, `${path}${key} means nothing`, fix);
    }
    if (value === undefined) continue;
    if (!rule.holds(value)) throw invalid(file, `${path}${key} is not ${rule.is}`, `Write ${rule.is}.`);
    if (rule.keys !== undefined)
      checkKeys(value as Record<string, unknown>, rule.keys, `${path}${key}.`, file);
  }
}

function isAdapter(value: unknown): boolean {
  return isObject(value) && typeof value['open'] === 'function';
}

function hasLevels(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.values(value).every((level) => ['error', 'warning', 'info', 'off'].includes(level as string))
  );
}

function isSuppression(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { code, reason, element, ...rest } = value;
  return (
    text.holds(code) &&
    text.holds(reason) &&
    (element === undefined || text.holds(element)) &&
    Object.keys(rest).length === 0
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(file: string, what: string, fix: string): CommandError {
  return new CommandError('CONFIG_INVALID', `${file}: ${what}.`, { fix, file });
}
