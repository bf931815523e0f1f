import type { ElementDocument } from '@domainry/model';
import type { VNode } from 'preact';
import { aboutOf, titleOf } from '../../facts/test-words.js';
import { section, type PageSection } from '../page.js';
import { Points } from './facts-list.js';
import { Name, SourceLink } from './links.js';
import { Table } from './table.js';

/** Tests that name an element, or a part of it that is no rule: those of rules stand with them. */
export function testsSection({ tests = [], name, invariants }: ElementDocument): PageSection | undefined {
  const rules = new Set(invariants.map((rule) => rule.name));
  const shown = tests.filter(({ member }) => member === undefined || !rules.has(member));
  return section(
    'tests',
    'Tests',
    shown.length > 0 && (
      <>
        <p class="quiet tests-note">
          Tests that name it. What they prove, and that they pass, is not told here.
        </p>
        <Table
          label={`Tests of ${name}`}
          columns={['Test', 'About', 'Where']}
          rows={shown.map((test, position) => ({
            key: `${position}`,
            cells: [
              titleOf(test),
              <About key="about" text={aboutOf(test)} />,
              <SourceLink key="where" place={test.source} />,
            ],
          }))}
        />
      </>
    ),
    shown.length,
  );
}

/** Tests that name a rule; nothing where none were looked at. */
export function RuleTests({ element, rule }: { element: ElementDocument; rule: string }): VNode {
  const tests = (element.tests ?? []).filter(({ member }) => member === rule);
  if (tests.length === 0) return <></>;
  return (
    <details class="rule-tests">
      <summary>{tests.length === 1 ? '1 test names it' : `${tests.length} tests name it`}</summary>
      <Points
        items={tests.map((test) => (
          <>
            {titleOf(test)} <SourceLink place={test.source} />
          </>
        ))}
      />
    </details>
  );
}

function About({ text }: { text: string }): VNode {
  return (
    <span class="name">
      <Name text={text} />
    </span>
  );
}
