import type { VNode } from 'preact';
import { fixedAddresses } from '../addresses.js';
import { usePage } from '../current-page.js';
import { grouped } from '../grouped.js';
import { section, sections, type Page, type PageSection } from '../page.js';
import { Points } from '../parts/facts-list.js';
import { Level } from '../parts/findings-box.js';
import { ElementLink, SourceLink } from '../parts/links.js';
import { PageHead } from '../parts/page-head.js';
import { Line } from '../parts/prose.js';
import { Table } from '../parts/table.js';
import type { SiteFinding } from '../site-input.js';
import type { Site } from '../site.js';

/** What the checks of the model found, by code: what, why it matters, what to do; and what was to be lived with. */
export function findingsPage(site: Site): Page {
  const byCode = grouped(site.findings, ({ code }) => code);
  return {
    address: fixedAddresses.findings,
    title: 'Findings',
    trail: [],
    head: (
      <PageHead
        title="Findings"
        text={
          site.findings.length === 0
            ? 'The checks of the model found nothing.'
            : 'What the checks of the model found: dead ends, contradictions, and what nobody described.'
        }
      />
    ),
    sections: sections(
      ...[...byCode].map(([code, findings]) => codeSection(code, findings)),
      suppressedSection(site),
    ),
  };
}

function codeSection(code: string, findings: readonly SiteFinding[]): PageSection | undefined {
  const { level, why, fix } = findings[0]!;
  return section(
    code,
    inWords(code),
    <>
      <p>
        <Level level={level} /> {why === undefined ? '' : <Line text={why} />}
      </p>
      {fix === undefined ? (
        ''
      ) : (
        <p>
          <strong>What to do.</strong> <Line text={fix} />
        </p>
      )}
      <Points
        items={findings.map((finding) => (
          <Found key={finding.message} finding={finding} />
        ))}
      />
      <p class="quiet">
        To live with it, write <code>@suppress {code}</code> and the reason into the comment of the element.
      </p>
    </>,
    findings.length,
  );
}

/** `UNHANDLED_COMMAND` is `Unhandled command`. */
function inWords(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

function Found({ finding: { element, message, source } }: { finding: SiteFinding }): VNode {
  const { site } = usePage();
  const place = source ?? (element === undefined ? undefined : site.landscape.find(element)?.source);
  return (
    <>
      {element === undefined ? '' : <ElementLink id={element} />} <Line text={message} />{' '}
      <SourceLink place={place} />
    </>
  );
}

function suppressedSection({ landscape }: Site): PageSection | undefined {
  const all = landscape.elements.flatMap(({ id, suppressions }) =>
    suppressions.map(({ code, reason }) => ({ id, code, reason })),
  );
  return section(
    'suppressed',
    'Lived with',
    all.length > 0 && (
      <Table
        label="Findings that are not reported"
        columns={['Element', 'Code', 'Reason']}
        rows={all.map(({ id, code, reason }) => ({
          key: `${id} ${code}`,
          cells: [
            <ElementLink key="element" id={id} />,
            <code key="code">{code}</code>,
            reason === undefined ? <span class="tag tag-warning">none given</span> : <Line text={reason} />,
          ],
        }))}
      />
    ),
    all.length,
  );
}
