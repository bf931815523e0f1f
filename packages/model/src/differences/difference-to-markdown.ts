import type { JsonValue } from '@domainry/core';
import { changeTitles } from './change-codes.js';
import { codeMarkdown, plainMarkdown } from './markdown-text.js';
import type { Affected, Impact, ModelChange, ModelDifference } from './model-difference.js';

const headings: readonly (readonly [Impact, string])[] = [
  ['breaking', 'Breaking changes'],
  ['safe', 'Changes'],
  ['informational', 'Also'],
];

/** What changed as release notes: breaking changes first, with whom they concern. The same difference gives the same text. */
export function differenceToMarkdown(difference: ModelDifference): string {
  const title = `# ${plainMarkdown(difference.context)}`;
  if (difference.changes.length === 0) return `${title}\n\nNothing changed.\n`;
  const parts = headings.flatMap(([impact, heading]) => {
    const changes = difference.changes.filter((change) => change.impact === impact);
    return changes.length === 0 ? [] : [`## ${heading}`, changes.map(item).join('\n')];
  });
  return `${[title, ...parts, ...contracts(difference)].join('\n\n')}\n`;
}

function item(change: ModelChange): string {
  const { code, path, why, fix, mitigation, affected, impact } = change;
  const values = valuesOf(change);
  const lines = [`- **${changeTitles[code]}**: ${codeMarkdown(path)}${values === '' ? '' : ` (${values})`}`];
  if (impact !== 'informational') lines.push(`  ${plainMarkdown(why)}`);
  if (mitigation !== undefined) lines.push(`  Covered: ${plainMarkdown(mitigation)}`);
  if (fix !== undefined) lines.push(`  **What to do:** ${plainMarkdown(fix)}`);
  if (impact === 'breaking' && affected.length > 0) {
    lines.push(`  Concerns ${affected.map(affectedName).join(', ')}.`);
  }
  return lines.join('  \n');
}

function affectedName({ element, method }: Affected): string {
  return codeMarkdown(method === undefined ? element : `${element}.${method}`);
}

function valuesOf({ before, after, kind }: ModelChange): string {
  if (kind === 'changed') {
    if (before === undefined && after === undefined) return '';
    return `${valueMarkdown(before)} → ${valueMarkdown(after)}`;
  }
  const value = kind === 'added' ? after : before;
  return value === undefined ? '' : valueMarkdown(value);
}

function valueMarkdown(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return 'none';
  return codeMarkdown(typeof value === 'string' ? value : JSON.stringify(value));
}

function contracts(difference: ModelDifference): readonly string[] {
  if (difference.contracts.length === 0) return [];
  const rows = difference.contracts.map(({ element, compatibility, versions }) => {
    const version =
      versions === undefined || versions[0] === versions[1] ? '' : `${versions[0]} → ${versions[1]}`;
    return `| ${codeMarkdown(element)} | ${version} | ${compatibility} |`;
  });
  return [
    '## Compatibility',
    '`backward`: new code reads what old code wrote; `forward`: old code reads what new code writes; `full`: both; `none`: neither.',
    ['| Contract | Version | Compatibility |', '| --- | --- | --- |', ...rows].join('\n'),
  ];
}
