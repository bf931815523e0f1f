import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { examineModels, type CheckReport, type Finding, type Landscape, type OwnRule } from '@domainry/model';
import type { ProjectConfig } from '../load/read-config.js';
import { CommandError } from '../run/command-error.js';
import type { Diagnostic } from '../run/diagnostic.js';

/**
 * What the checks find, as the configuration wants it.
 *
 * @param baseline - file of known findings, relative to the configuration; that of the configuration when absent; false for
 *   none.
 * @throws CommandError CONFIG_INVALID, NOT_READABLE.
 */
export function examineProject(
  landscape: Landscape,
  project: ProjectConfig,
  baseline?: string | false,
): CheckReport {
  const { levels, limits, rules, suppressions, baseline: usual } = project.config.check ?? {};
  const file = baseline ?? usual;
  const known =
    file === undefined || file === false ? undefined : readBaseline(resolve(project.root, file), file);
  try {
    return examineModels(landscape, {
      ...(levels === undefined ? {} : { levels }),
      ...(limits === undefined ? {} : { limits }),
      ...(rules === undefined ? {} : { rules: rules.map((rule) => guarded(rule, project)) }),
      ...(suppressions === undefined ? {} : { suppressions }),
      ...(known === undefined ? {} : { baseline: known }),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError('CONFIG_INVALID', `${project.file ?? 'The configuration'}: ${error.message}`, {
      cause: error,
    });
  }
}

/** A rule of the configuration whose mistakes are told as such: they are none of the command. */
function guarded(rule: OwnRule, { file }: ProjectConfig): OwnRule {
  return (...given) => {
    try {
      // Whole, since a generator throws only when it is asked.
      return [...rule(...given)];
    } catch (error) {
      throw new CommandError(
        'CONFIG_INVALID',
        `${file ?? 'The configuration'}: the rule ${rule.name || 'without a name'} of check.rules throws.`,
        {
          why: error instanceof Error ? error.message : String(error),
          ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}),
          cause: error,
        },
      );
    }
  };
}

/** A finding as every command tells of one. */
export function diagnosticOf({ code, level, message, element, source, why, fix }: Finding): Diagnostic {
  return {
    code,
    level,
    message,
    ...(element === undefined ? {} : { element }),
    ...(source === undefined ? {} : { file: source.file, line: source.line }),
    why,
    fix,
  };
}

function readBaseline(path: string, file: string): readonly string[] {
  if (!existsSync(path)) return [];
  try {
    const known: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (Array.isArray(known) && known.every((each) => typeof each === 'string')) return known;
  } catch {
    // It is told below, as for any other content.
  }
  throw new CommandError('NOT_READABLE', `${file} is no list of fingerprints.`, {
    file,
    fix: 'Write it anew: domainry check --update-baseline.',
  });
}
