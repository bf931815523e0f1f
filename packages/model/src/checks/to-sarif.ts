import type { JsonValue } from '@domainry/core';
import { compare } from '../document/compare.js';
import type { CheckRuleFacts } from './check-rule.js';
import { checkRules } from './check-rules.js';
import type { Finding, FindingLevel, SuppressedFinding } from './finding.js';

/** How findings are written as SARIF. */
export interface SarifOptions {
  /** URI of the folder that sources are relative to: `file:///work/shop/`. Left to the reader when absent. */
  readonly root?: string;
  /** Version of the tool that is named as the finder. */
  readonly version?: string;
}

const levels: Readonly<Record<FindingLevel, string>> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * Findings as a SARIF 2.1.0 log, which code hosts and editors show beside the code.
 *
 * @param findings - what was found; what is suppressed may be among it and is told as such.
 */
export function toSarif(
  findings: readonly (Finding | SuppressedFinding)[],
  { root, version }: SarifOptions = {},
): Readonly<Record<string, JsonValue>> {
  const rules = rulesOf(findings);
  const indexes = new Map(rules.map(({ code }, index) => [code, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'domainry',
            ...(version === undefined ? {} : { version }),
            rules: rules.map(ruleIn),
          },
        },
        ...(root === undefined
          ? {}
          : { originalUriBaseIds: { ROOT: { uri: root.endsWith('/') ? root : `${root}/` } } }),
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultIn(finding, indexes.get(finding.code)!)),
      },
    ],
  };
}

/** All rules that have findings, by code; of the user's own, what their findings tell. */
function rulesOf(findings: readonly Finding[]): readonly CheckRuleFacts[] {
  const rules = new Map<string, CheckRuleFacts>();
  for (const finding of findings) {
    const known = checkRules.find(({ code }) => code === finding.code);
    if (!rules.has(finding.code)) rules.set(finding.code, known ?? { ...finding, title: finding.code });
  }
  return [...rules.values()].sort((one, other) => compare(one.code, other.code));
}

function ruleIn({ code, level, category, title, why, fix }: CheckRuleFacts): JsonValue {
  return {
    id: code,
    name: code
      .split('_')
      .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
      .join(''),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: fix },
    defaultConfiguration: { level: levels[level] },
    properties: { tags: [category] },
  };
}

function resultIn(finding: Finding | SuppressedFinding, ruleIndex: number): JsonValue {
  const { code, level, message, fix, fingerprint } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level: levels[level],
    message: { text: `${message} ${fix}` },
    locations: [locationIn(finding)],
    partialFingerprints: { 'domainry/v1': fingerprint },
    ...('by' in finding ? { suppressions: [suppressionIn(finding)] } : {}),
  };
}

function locationIn({ context, element, field, method, source }: Finding): JsonValue {
  const part = field ?? method;
  const place = element ?? context;
  return {
    ...(source === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: {
              uri: source.file.split('/').map(encodeURIComponent).join('/'),
              uriBaseId: 'ROOT',
            },
            region: { startLine: source.line },
          },
        }),
    logicalLocations: [
      {
        fullyQualifiedName: part === undefined ? place : `${place}.${part}`,
        kind: element === undefined ? 'namespace' : part === undefined ? 'type' : 'member',
      },
    ],
  };
}

function suppressionIn({ by, reason }: SuppressedFinding): JsonValue {
  return {
    kind: by === 'comment' ? 'inSource' : 'external',
    ...(reason === undefined ? {} : { justification: reason }),
  };
}
