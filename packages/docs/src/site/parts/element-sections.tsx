import type { DecisionDocument, ElementDocument, InvariantDocument } from '@domainry/model';
import { Fragment, type VNode } from 'preact';
import { changeAddress } from '../addresses.js';
import { section, type PageSection } from '../page.js';
import type { SiteDifferenceEntry } from '../site-input.js';
import type { Site } from '../site.js';
import { hasRemarks, Remarks } from './documentation.js';
import { Points } from './facts-list.js';
import { FieldsTable } from './fields-table.js';
import { ElementLink, elementLinks, Name, PageLink, SourceLink } from './links.js';
import { Line } from './prose.js';
import { Table } from './table.js';
import { RuleTests } from './tests-section.js';

/** The fields of an element. */
export function fieldsSection({ fields, name }: ElementDocument, title = 'Fields'): PageSection | undefined {
  return section(
    'fields',
    title,
    fields.length > 0 && <FieldsTable fields={fields} of={name} />,
    fields.length,
  );
}

/** What its comment says beyond the summary. */
export function remarksSection({ documentation }: ElementDocument): PageSection | undefined {
  return section(
    'remarks',
    'Remarks',
    hasRemarks(documentation) && <Remarks documentation={documentation} />,
  );
}

/** The rules of elements that belong together; which element is told where there are several. */
export function rulesSection(elements: readonly ElementDocument[]): PageSection | undefined {
  const rules = elements.flatMap((element) => element.invariants.map((rule) => ({ element, rule })));
  return section(
    'rules',
    'Rules',
    rules.length > 0 && (
      <ul class="rules">
        {rules.map(({ element, rule }) => (
          <li key={`${element.id} ${rule.name}`}>
            <Rule rule={rule} />
            <RuleTests element={element} rule={rule.name} />
            {element === elements[0] ? '' : <ElementLink id={element.id} />}
          </li>
        ))}
      </ul>
    ),
    rules.length,
  );
}

/** A rule: what it says, when it is checked, what callers see when it is broken, and why it is there. */
export function Rule({ rule }: { rule: InvariantDocument }): VNode {
  const { stage, message, code, fields, source, documentation, throws } = rule;
  return (
    <div class="rule">
      <p class="rule-text">
        <span class={`stage stage-${stage}`}>
          {stage === 'pre' ? 'before' : stage === 'post' ? 'always' : stage}
        </span>
        <Line text={message} />
      </p>
      {documentation?.summary === undefined || documentation.summary === message ? (
        ''
      ) : (
        <p class="quiet">
          <Line text={documentation.summary} />
        </p>
      )}
      {(documentation?.why ?? []).map((why) => (
        <p key={why} class="quiet">
          <strong>Why:</strong> <Line text={why} />
        </p>
      ))}
      <p class="rule-facts">
        <code class="error-code">
          <Name text={throws[0]?.error ?? code} />
        </code>
        {fields.length === 0 ? (
          ''
        ) : (
          <span>
            about <Codes names={fields} />
          </span>
        )}
        <SourceLink place={source} />
      </p>
    </div>
  );
}

/** Names of the code; nothing where there are none, so that tables know. */
function codes(names: readonly string[]): VNode | '' {
  return names.length === 0 ? '' : <Codes key={names.join(' ')} names={names} />;
}

/** Names of the code, one after the other. */
function Codes({ names }: { names: readonly string[] }): VNode {
  return (
    <>
      {names.map((name, index) => (
        <Fragment key={name}>
          {index === 0 ? '' : ', '}
          <code>
            <Name text={name} />
          </code>
        </Fragment>
      ))}
    </>
  );
}

/** Public methods: what each does, raises, changes and throws. */
export function methodsSection({ methods }: ElementDocument, title = 'Methods'): PageSection | undefined {
  return section(
    'methods',
    title,
    methods.length > 0 && (
      <Table
        label={title}
        columns={['Method', 'What it does', 'Changes', 'Raises', 'May throw']}
        rows={methods.map((method) => ({
          key: method.name,
          id: `method-${method.name}`,
          cells: [
            <code key="signature">
              {method.static === true ? 'static ' : ''}
              {method.name}({method.parameters.join(', ')})
              {method.returns === undefined ? '' : `: ${method.returns}`}
            </code>,
            method.documentation?.summary === undefined ? '' : <Line text={method.documentation.summary} />,
            codes(method.changes),
            elementLinks(method.raises),
            codes(method.throws.map(({ error }) => error)),
          ],
        }))}
      />
    ),
    methods.length,
  );
}

/** Elements that hold or point to it. */
export function usedBySection({ landscape }: Site, element: ElementDocument): PageSection | undefined {
  const users = landscape.edgesTo(element.id, 'contains', 'references');
  return section(
    'used-by',
    'Where it is used',
    users.length > 0 && (
      <Points
        items={users.map(({ from, kind, method }) => (
          <>
            <ElementLink id={from} {...(method === undefined ? {} : { suffix: `.${method}` })} />{' '}
            <span class="quiet">{kind === 'contains' ? 'holds it' : 'points to it'}</span>
          </>
        ))}
      />
    ),
    users.length,
  );
}

/** Decisions that name it. */
export function decisionsSection(site: Site, { id }: ElementDocument): PageSection | undefined {
  const found = site.landscape.documents.flatMap(({ context, decisions }) =>
    decisions
      .filter(({ elements }) => elements.includes(id))
      .map((decision): readonly [string, DecisionDocument] => [context.name, decision]),
  );
  return section(
    'decisions',
    'Decisions',
    found.length > 0 && (
      <Points
        items={found.map(([context, decision]) => (
          <>
            <PageLink to={site.addresses.decision(context, decision)}>
              {decision.id}. {decision.title}
            </PageLink>{' '}
            <span class="quiet">{[decision.status, decision.date].filter(Boolean).join(', ')}</span>
          </>
        ))}
      />
    ),
  );
}

/** What recorded models say happened to it. */
export function historySection({ changes }: Site, { id }: ElementDocument): PageSection | undefined {
  const found = changes.flatMap(({ from, to, differences }) =>
    differences
      .flatMap((difference) => difference.changes)
      .filter(({ element }) => element === id)
      .map((entry) => ({ from, to, entry })),
  );
  return section(
    'history',
    'History',
    found.length > 0 && (
      <Points
        items={found.map(({ from, to, entry }) => (
          <>
            <PageLink to={changeAddress(from, to)}>{to}</PageLink> <Impact impact={entry.impact} />{' '}
            <code>{entry.path}</code> {entry.kind}. <Line text={entry.why} />
          </>
        ))}
      />
    ),
    found.length,
  );
}

/** What a change asks of others, as a word. */
export function Impact({ impact }: { impact: SiteDifferenceEntry['impact'] }): VNode {
  const looks = { breaking: 'tag tag-warning', safe: 'tag tag-good', informational: 'tag' };
  return <span class={looks[impact]}>{impact}</span>;
}
