import type { Finding, FindingLevel } from './finding.js';

const commands: Readonly<Record<FindingLevel, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/**
 * Findings as workflow commands of GitHub Actions, one a line: printed by a job, they are shown beside the code.
 *
 * @returns an empty text when nothing was found.
 */
export function toGitHubAnnotations(findings: readonly Finding[]): string {
  return findings.map((finding) => `${annotation(finding)}\n`).join('');
}

function annotation({ code, level, source, message, fix }: Finding): string {
  const properties = [
    ...(source === undefined ? [] : [`file=${property(source.file)}`, `line=${source.line}`]),
    `title=${property(code)}`,
  ];
  return `::${commands[level]} ${properties.join(',')}::${data(`${message} ${fix}`)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
