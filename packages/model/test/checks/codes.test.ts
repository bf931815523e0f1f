import { readFileSync, writeFileSync } from 'node:fs';
import { checkRules } from '@domainry/model';
import { expect, test } from '@jest/globals';
import { checksPage } from './checks-page.js';

const page = new URL('../../../../docs/reference/checks.md', import.meta.url);

test('Codes of checks are stable: one that was given is there for ever', () => {
  expect(checkRules.map(({ code }) => code)).toEqual([
    'AGGREGATE_WITHOUT_COMMANDS',
    'AGGREGATE_WITHOUT_RULES',
    'BASELINE_OUTDATED',
    'BROAD_HANDLER',
    'BROKEN_LINK',
    'CLUSTER_CYCLE',
    'COMMAND_NOT_IMPERATIVE',
    'CONTEXT_CYCLE',
    'CROSS_AGGREGATE_OBJECT_REFERENCE',
    'DEPRECATED_IN_USE',
    'DEPRECATED_WITHOUT_SUCCESSOR',
    'EMPTY_HANDLER',
    'EVENT_NOT_PAST_TENSE',
    'EVENT_SOURCED_WITHOUT_EVENTS',
    'EVENT_WITHOUT_DATA',
    'HOMONYM',
    'LARGE_AGGREGATE',
    'PROCESS_WITHOUT_END',
    'PROJECTION_WITHOUT_PROJECTOR',
    'PROJECTION_WITHOUT_QUERY',
    'PUBLISHED_PERSONAL_DATA',
    'QUERY_WITHOUT_HANDLER',
    'SUPPRESSION_UNUSED',
    'SUPPRESSION_WITHOUT_REASON',
    'TECHNICAL_NAME',
    'TWO_AGGREGATES_IN_ONE_UNIT',
    'UNBOUNDED_INDEXED_TEXT',
    'UNDECLARED_RELATIONSHIP',
    'UNDOCUMENTED_ELEMENT',
    'UNHANDLED_COMMAND',
    'UNHANDLED_EVENT',
    'UNPUBLISHED_EVENT_CONSUMED_ELSEWHERE',
    'UNRAISED_EVENT',
    'UNREACHABLE_HANDLER',
    'UNREACHABLE_STATE',
    'UNTESTED_RULE',
    'UNUSED_COMMAND',
    'UPCASTER_GAP',
  ]);
});

test('Every check has a test that names it', () => {
  const tests = ['checks/rules', 'checks/suppressions', 'source/read-tests']
    .map((name) => readFileSync(new URL(`../${name}.test.ts`, import.meta.url), 'utf8'))
    .join('\n');

  expect(checkRules.filter(({ code }) => !tests.includes(code)).map(({ code }) => code)).toEqual([]);
});

// UPDATE_DOCS=1 writes the page anew.
test('The page of checks is as their tables are', () => {
  const expected = checksPage();

  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, expected);

  expect(readFileSync(page, 'utf8')).toBe(expected);
});
