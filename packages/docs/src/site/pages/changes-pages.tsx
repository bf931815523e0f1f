import type { VNode } from 'preact';
import { changeAddress, fixedAddresses } from '../addresses.js';
import { grouped } from '../grouped.js';
import { section, sections, type Page, type PageSection } from '../page.js';
import { Impact } from '../parts/element-sections.js';
import { ElementLink, PageLink } from '../parts/links.js';
import { PageHead } from '../parts/page-head.js';
import { Line } from '../parts/prose.js';
import { Table } from '../parts/table.js';
import type { SiteChange, SiteDifferenceEntry } from '../site-input.js';
import type { Site } from '../site.js';

/** All releases that were compared, and a page for each. */
export function changesPages(site: Site): readonly Page[] {
  return [overview(site), ...site.changes.map(changePage)];
}

function overview({ changes }: Site): Page {
  const count = (change: SiteChange, impact: SiteDifferenceEntry['impact']): number =>
    entriesOf(change).filter((entry) => entry.impact === impact).length;
  return {
    address: fixedAddresses.changes,
    title: 'Changes',
    trail: [],
    head: (
      <PageHead title="Changes" text="What became different from release to release, the newest first." />
    ),
    sections: sections(
      section(
        'releases',
        'Releases',
        <Table
          label="Releases"
          columns={['Release', 'Before', 'Breaking', 'Safe', 'Informational']}
          rows={changes.map((change) => ({
            key: `${change.from} ${change.to}`,
            cells: [
              <PageLink key="to" to={changeAddress(change.from, change.to)}>
                {change.to}
              </PageLink>,
              change.from,
              count(change, 'breaking'),
              count(change, 'safe'),
              count(change, 'informational'),
            ],
          }))}
        />,
        changes.length,
      ),
    ),
  };
}

function changePage(change: SiteChange): Page {
  const { from, to } = change;
  const entries = entriesOf(change);
  const byImpact = grouped(entries, ({ impact }) => impact);
  const part = (impact: SiteDifferenceEntry['impact'], title: string): PageSection | undefined => {
    const found = byImpact.get(impact) ?? [];
    return section(
      impact,
      title,
      found.length > 0 && <Entries title={title} entries={found} />,
      found.length,
    );
  };
  return {
    address: changeAddress(from, to),
    title: `${from} to ${to}`,
    trail: [{ title: 'Changes', address: fixedAddresses.changes }],
    head: <PageHead kind="Change of the model" title={`${from} → ${to}`} text={summaryOf(entries)} />,
    sections: sections(
      part('breaking', 'Breaking'),
      part('safe', 'Safe'),
      part('informational', 'Informational'),
    ),
  };
}

function summaryOf({ length }: readonly SiteDifferenceEntry[]): string {
  if (length === 0) return 'Nothing is different.';
  return length === 1 ? 'One difference.' : `${length} differences, breaking ones first.`;
}

function entriesOf({ differences }: SiteChange): readonly SiteDifferenceEntry[] {
  return differences.flatMap(({ changes }) => changes);
}

function Entries({ title, entries }: { title: string; entries: readonly SiteDifferenceEntry[] }): VNode {
  return (
    <Table
      label={title}
      columns={['What', 'Change', 'What it means', 'Who feels it']}
      rows={entries.map((entry) => ({
        key: `${entry.path} ${entry.code}`,
        cells: [
          <>
            {entry.element === undefined ? '' : <ElementLink id={entry.element} />}
            <code class="line">{entry.path}</code>
          </>,
          <>
            {entry.kind} <Impact impact={entry.impact} />
          </>,
          <Meaning key="meaning" entry={entry} />,
          entry.affected.map(({ element, method }) => (
            <ElementLink
              key={`${element}.${method}`}
              id={element}
              {...(method === undefined ? {} : { suffix: `.${method}()` })}
            />
          )),
        ],
      }))}
    />
  );
}

function Meaning({ entry: { why, fix, mitigation } }: { entry: SiteDifferenceEntry }): VNode {
  return (
    <>
      <Line text={why} />
      {mitigation === undefined ? (
        ''
      ) : (
        <span class="quiet line">Softened by: {<Line text={mitigation} />}</span>
      )}
      {fix === undefined ? (
        ''
      ) : (
        <span class="line">
          <strong>To do:</strong> {<Line text={fix} />}
        </span>
      )}
    </>
  );
}
