import { basename, dirname, join, resolve } from 'node:path';
import {
  baselineOf,
  toGitHubAnnotations,
  toJUnit,
  toSarif,
  type Finding,
  type FindingLevel,
} from '@domainry/model';
import { shownPath } from '../load/find-domains.js';
import { loadModels } from '../load/load-models.js';
import { writeFiles } from '../load/write-files.js';
import { CommandError } from '../run/command-error.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import { writeDiagnostic } from '../run/write-diagnostic.js';
import { codeFrame } from '../text/code-frame.js';
import { counted } from '../text/counted.js';
import type { Page } from '../text/page.js';
import { diagnosticOf, examineProject } from './findings.js';

const levels: readonly FindingLevel[] = ['error', 'warning', 'info'];

export const check = defineCommand({
  name: 'check',
  summary: 'Finds dead ends, broken boundaries and whatever else is doubtful in the model.',
  description:
    'A finding somebody decided to live with: @suppress CODE and the reason, in the comment of the element.',
  flags: {
    ...flagsOfLoading,
    format: {
      type: 'text',
      choices: ['pretty', 'json', 'sarif', 'github', 'junit'],
      default: 'pretty',
      what: 'How findings are told.',
    },
    failOn: {
      type: 'text',
      choices: ['error', 'warning', 'info', 'never'],
      default: 'error',
      config: 'check.failOn',
      what: 'The lowest level that ends with 1.',
    },
    show: {
      type: 'text',
      choices: levels,
      default: 'info',
      what: 'The lowest level that is shown; counts for people only.',
    },
    baseline: {
      type: 'text',
      value: 'file',
      config: 'check.baseline',
      what: 'Findings that are known, and not reported.',
    },
    updateBaseline: {
      type: 'boolean',
      what: 'Writes the file of --baseline: everything that is found today is known.',
    },
  },
  examples: [
    { call: 'domainry check', what: 'Ends with 1 when there is an error among the findings.' },
    {
      call: 'domainry check --fail-on warning --format github',
      what: 'In a workflow of GitHub, beside the code.',
    },
  ],
  async run(context) {
    const { flags, config, cwd } = context;
    const { landscape, root } = await loadModels(context);
    if (flags.updateBaseline) {
      if (flags.baseline === undefined) {
        throw new CommandError('ARGUMENT_WRONG', '--update-baseline needs a file.', {
          fix: 'Name it with --baseline, or as check.baseline in domainry.config.ts.',
        });
      }
      const all = examineProject(landscape, config, false).findings;
      const file = resolve(config.root, flags.baseline);
      const text = `${JSON.stringify(baselineOf(all), null, 2)}\n`;
      writeFiles(dirname(file), new Map([[basename(file), text]]));
      return {
        data: { known: all.length },
        page: (page) =>
          page.text(
            `${counted(all.length, 'finding')} ${all.length === 1 ? 'is' : 'are'} known from now on.`,
          ),
      };
    }
    const { findings, suppressed } = examineProject(landscape, config, flags.baseline);
    const isFailing = findings.some(
      ({ level }) => flags.failOn !== 'never' && levels.indexOf(level) <= levels.indexOf(flags.failOn),
    );
    const counts = Object.fromEntries(levels.map((level) => [level, countOf(findings, level)]));
    const told = findings.map((finding) => withPlace(finding, root, cwd));
    const raw = rawIn(flags.format, told, landscape.documents.length);
    return {
      exit: isFailing ? 1 : 0,
      data: { counts, suppressed: suppressed.length },
      diagnostics: told.map(diagnosticOf),
      ...(raw === undefined
        ? { page: (page) => writeFindings(page, told, flags.show, suppressed.length, cwd) }
        : { raw }),
    };
  },
});

function countOf(findings: readonly Finding[], wanted: FindingLevel): number {
  return findings.filter(({ level }) => level === wanted).length;
}

/** Places in models are told from the root of the repository; people click on those from where they are. */
function withPlace(finding: Finding, root: string, cwd: string): Finding {
  if (finding.source === undefined) return finding;
  return { ...finding, source: { ...finding.source, file: shownPath(join(root, finding.source.file), cwd) } };
}

function rawIn(format: string, findings: readonly Finding[], contexts: number): string | undefined {
  if (format === 'sarif') return `${JSON.stringify(toSarif(findings), null, 2)}\n`;
  if (format === 'github') return toGitHubAnnotations(findings);
  if (format === 'junit') return contexts === 0 ? '' : toJUnit(findings);
  return undefined;
}

function writeFindings(
  page: Page,
  findings: readonly Finding[],
  lowest: FindingLevel,
  suppressed: number,
  cwd: string,
): void {
  for (const finding of findings) {
    if (levels.indexOf(finding.level) > levels.indexOf(lowest)) continue;
    page.gap();
    writeDiagnostic(page, diagnosticOf(finding));
    const frame = finding.source && codeFrame(resolve(cwd, finding.source.file), finding.source.line);
    if (frame !== undefined && finding.level !== 'info') page.code(frame, 4);
  }
  const counts = levels.map((level) =>
    level === 'info' ? `${countOf(findings, level)} info` : counted(countOf(findings, level), level),
  );
  page.gap().text(findings.length === 0 ? 'Nothing was found.' : `Found: ${counts.join(', ')}.`);
  if (suppressed > 0) page.text({ text: `${suppressed} suppressed.`, look: 'dim' });
}
