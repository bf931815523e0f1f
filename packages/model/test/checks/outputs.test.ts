/** @needs-code-generation Ajv compiles schemas. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import {
  checkModels,
  examineModels,
  landscapeOf,
  toGitHubAnnotations,
  toJUnit,
  toSarif,
  type Finding,
} from '@domainry/model';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { contextOf, element } from '../documents.js';

const hostile = '</failure>\u0000 100%: a,b\n::error::x "quoted" & more';
const landscape = landscapeOf([
  contextOf('Ordering', [
    element('command', 'CancelOrder', {
      suppressions: [{ code: 'UNHANDLED_COMMAND', reason: 'not yet' }],
      source: { file: 'src/orders/cancel.ts', line: 3 },
    }),
    element('command', 'PlaceOrder', { source: { file: 'src/my orders/100%.ts', line: 12 } }),
  ]),
]);
const own = () => [{ code: 'MY_RULE', context: 'Ordering', message: hostile, why: 'W', fix: hostile }];
const { findings, suppressed } = examineModels(landscape, { rules: [own] });

describe('SARIF', () => {
  const require = createRequire(import.meta.url);
  const schema = JSON.parse(
    readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  ) as Record<string, unknown>;
  // It is written in draft 4, and uses nothing of it that later drafts read differently but the name of its own address.
  const { id: $id, definitions, properties, required, type } = schema;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  (addFormats as unknown as (to: Ajv) => void)(ajv);
  const validate = ajv.compile({ $id: $id as string, definitions, properties, required, type });

  test.each([
    ['of findings', toSarif(findings)],
    [
      'with what is suppressed, a root and a version',
      toSarif([...findings, ...suppressed], { root: 'file:///work/shop', version: '1.2.3' }),
    ],
    ['of nothing', toSarif([])],
  ])('%s follows the official schema', (_name, log) => {
    validate(JSON.parse(JSON.stringify(log)));

    expect(validate.errors ?? []).toEqual([]);
  });

  test('a schema that accepts anything would be no proof: this one does not', () => {
    expect(
      validate({ version: '2.1.0', runs: [{ tool: { driver: {} }, results: [{ level: 'loud' }] }] }),
    ).toBe(false);
  });

  test('tells rule, level, place in the file and in the model', () => {
    const log = toSarif(checkModels(landscape), { root: 'file:///work/shop' });

    expect(log).toMatchObject({
      runs: [
        {
          tool: {
            driver: { name: 'domainry', rules: [{ id: 'UNHANDLED_COMMAND', name: 'UnhandledCommand' }] },
          },
          originalUriBaseIds: { ROOT: { uri: 'file:///work/shop/' } },
          results: [
            {
              ruleId: 'UNHANDLED_COMMAND',
              ruleIndex: 0,
              level: 'warning',
              partialFingerprints: { 'domainry/v1': 'UNHANDLED_COMMAND Ordering.PlaceOrder' },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'src/my%20orders/100%25.ts', uriBaseId: 'ROOT' },
                    region: { startLine: 12 },
                  },
                  logicalLocations: [{ fullyQualifiedName: 'Ordering.PlaceOrder', kind: 'type' }],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test('tells what was suppressed, and why', () => {
    expect(toSarif(suppressed)).toMatchObject({
      runs: [{ results: [{ suppressions: [{ kind: 'inSource', justification: 'not yet' }] }] }],
    });
  });
});

describe('GitHub annotations', () => {
  test('are one line each, with what would end or divide them written otherwise', () => {
    const lines = toGitHubAnnotations(findings).split('\n');

    expect(lines).toEqual([
      expect.stringMatching(/^::warning title=MY_RULE::.*100%25: a,b%0A::error::x/),
      '::warning file=src/my orders/100%25.ts,line=12,title=UNHANDLED_COMMAND::Nobody handles the command PlaceOrder. Mark a method of a command handler with @handle, or remove the command.',
      '',
    ]);
  });

  test('write commas and colons of file names otherwise', () => {
    const finding: Finding = { ...findings[1]!, source: { file: 'a:b,c.ts', line: 1 } };

    expect(toGitHubAnnotations([finding])).toMatch(/^::warning file=a%3Ab%2Cc\.ts,line=1,/);
  });

  test('are nothing when nothing was found', () => {
    expect(toGitHubAnnotations([])).toBe('');
  });
});

describe('JUnit', () => {
  test('has a failure for each warning, and none for information', () => {
    const information: Finding = { ...findings[1]!, level: 'info' };

    const xml = toJUnit([findings[1]!, information]);

    expect(xml).toContain('<testsuite name="Ordering" tests="2" failures="1">');
    expect(xml.match(/<failure /g)).toHaveLength(1);
    expect(xml).toContain('(src/my orders/100%.ts:12)');
  });

  test('is well-formed, whatever a message says', () => {
    const xml = toJUnit(findings);

    expect(xml).toContain('&lt;/failure&gt;');
    expect(xml).not.toContain('\u0000');
    expect(xml).toContain('&quot;quoted&quot; &amp; more');
  });

  test('passes when nothing was found', () => {
    expect(toJUnit([])).toContain('<testcase classname="domainry" name="check"/>');
  });
});
