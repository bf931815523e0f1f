import {
  changeTitles,
  type Compatibility,
  type ElementDocument,
  type UpcasterDocument,
  type VersionChange,
  type VersionDifference,
} from '@domainry/model';
import type { ComponentChildren, VNode } from 'preact';
import { versionsOf, type MessageVersion } from '../../facts/message-versions.js';
import { section, type PageSection } from '../page.js';
import { CodeBlock } from '../parts/code-block.js';
import { FactsList, Points } from '../parts/facts-list.js';
import { ElementLink } from '../parts/links.js';
import { Line } from '../parts/prose.js';
import { SchemaTabs } from '../parts/schema-tabs.js';
import type { Site } from '../site.js';

/** What is to be known of a message at a glance. */
export function contractChips({ message }: ElementDocument): ComponentChildren[] {
  if (message === undefined) return [];
  return [
    <span key="version">version {message.version}</span>,
    message.published === true ? <span class="tag tag-good">published</span> : '',
  ];
}

/** How a message travels. */
export function contractSection(
  { landscape }: Site,
  { message, fields, kind, aggregate = '' }: ElementDocument,
): PageSection | undefined {
  if (message === undefined) return undefined;
  const stream = kind === 'event' ? landscape.find(aggregate)?.storage?.stream : undefined;
  const personal = fields.filter((field) => field.personal !== undefined);
  return section(
    'contract',
    'Contract',
    <FactsList
      facts={[
        ['Stored name', <code key="type">{message.type}</code>],
        ['Stored in', stream && <code>{stream}-…</code>],
        [
          'Who may rely on it',
          kind !== 'event'
            ? undefined
            : message.published === true
              ? 'other contexts, too'
              : 'this context only',
        ],
        ['Unknown fields', message.lenient === true ? 'are passed over' : undefined],
        ['Tags', message.tagged === true ? 'are computed for it' : undefined],
        ['Formerly', message.renamedFrom?.join(', ')],
        ['Personal data', personal.length === 0 ? undefined : personal.map(({ name }) => name).join(', ')],
      ]}
    />,
  );
}

/** The versions of a message, from the newest, each with what changed and who can read whom. */
export function versionsSection({ landscape }: Site, message: ElementDocument): PageSection | undefined {
  const versions = versionsOf(landscape, message);
  if (versions.length < 2) return undefined;
  return section(
    'versions',
    'Versions',
    <ol class="versions">
      {versions.map((version) => (
        <li key={version.version}>
          <Version version={version} isShown={version.element === message} />
        </li>
      ))}
    </ol>,
    versions.length,
  );
}

function Version({ version, isShown }: { version: MessageVersion; isShown: boolean }): VNode {
  const { element, difference, since, upcaster } = version;
  return (
    <>
      <h3>
        Version {version.version}{' '}
        {isShown ? (
          <span class="tag">this page</span>
        ) : element === undefined ? (
          <span class="tag">only in what is stored</span>
        ) : (
          <ElementLink id={element.id} />
        )}
      </h3>
      {difference === undefined ? '' : <Difference difference={difference} since={since!} />}
      {upcaster === undefined ? (
        ''
      ) : (
        <p>
          Version {upcaster.from} becomes version {upcaster.to} by <ElementLink id={upcaster.upcaster} />
          {upcaster.description === undefined ? '' : <>: {<Line text={upcaster.description} />}</>}
        </p>
      )}
      {upcaster?.sample === undefined ? '' : <Sample upcaster={upcaster} sample={upcaster.sample} />}
    </>
  );
}

function Sample({
  upcaster: { from, to },
  sample: { before, after },
}: {
  upcaster: UpcasterDocument;
  sample: NonNullable<UpcasterDocument['sample']>;
}): VNode {
  return (
    <>
      <p class="quiet">What is stored as version {from}, for example</p>
      <CodeBlock code={JSON.stringify(before, undefined, 2)} language="json" />
      <p class="quiet">is read as version {to}:</p>
      <CodeBlock code={JSON.stringify(after, undefined, 2)} language="json" />
    </>
  );
}

function Difference({ difference, since }: { difference: VersionDifference; since: number }): VNode {
  const { compatibility, changes } = difference;
  return (
    <>
      <p>
        <span class={compatibility === 'none' ? 'tag tag-warning' : 'tag tag-good'}>{compatibility}</span>{' '}
        {sentences[compatibility](since)}
      </p>
      {changes.length === 0 ? (
        ''
      ) : (
        <Points
          items={changes.map((change) => (
            <Change key={`${change.field} ${change.code}`} change={change} />
          ))}
        />
      )}
    </>
  );
}

const sentences: Readonly<Record<Compatibility, (before: number) => string>> = {
  full: (before) => `Readers of this version read version ${before}, and the other way round.`,
  backward: (before) => `Readers of this version read version ${before}; not the other way round.`,
  forward: (before) => `Readers of version ${before} read this one; not the other way round.`,
  none: (before) =>
    `Readers of version ${before} and of this one do not read each other without an upcaster.`,
};

function Change({ change: { kind, field, code, why, before, after } }: { change: VersionChange }): VNode {
  const signs = { added: '+', removed: '−', changed: '~' };
  return (
    <span class={`change change-${kind}`}>
      <span aria-hidden="true">{signs[kind]} </span>
      <span class="unseen">{kind} </span>
      <code>{field}</code> <span>{changeTitles[code]}</span>
      {before === undefined && after === undefined
        ? '.'
        : `: ${[before, after].flatMap(inWords).join(' → ')}.`}{' '}
      <span class="quiet">{why}</span>
    </span>
  );
}

function inWords(value: VersionChange['before']): readonly string[] {
  if (value === undefined) return [];
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}

/** The contract in the languages of those who rely on it. */
export function schemasSection(message: ElementDocument): PageSection | undefined {
  return section('schemas', 'Schema', message.fields.length > 0 && <SchemaTabs element={message} />);
}
