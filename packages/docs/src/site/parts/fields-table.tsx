import type { FieldDocument } from '@domainry/model';
import type { VNode } from 'preact';
import { choicesOf, constraintsInWords } from '../../facts/constraints.js';
import { ElementLink, Name } from './links.js';
import { Line } from './prose.js';
import { Table } from './table.js';

/** The fields of an element: what each holds, whether it has to be there, what it may be, and what it means. */
export function FieldsTable(props: {
  fields: readonly FieldDocument[];
  of: string;
  anchored?: boolean;
}): VNode {
  const { fields, of, anchored = true } = props;
  return (
    <Table
      label={`Fields of ${of}`}
      class="fields"
      columns={['Field', 'Type', 'Rules', 'Meaning']}
      rows={fields.map((field) => ({
        key: field.name,
        ...(anchored ? { id: `field-${field.name}` } : {}),
        cells: [
          <FieldName key="name" field={field} />,
          <FieldType key="type" field={field} />,
          <FieldRules key="rules" field={field} />,
          <FieldMeaning key="meaning" field={field} />,
        ],
      }))}
    />
  );
}

/** What a field holds: its kind, with the element it holds or points to. */
export function FieldType({ field }: { field: FieldDocument }): VNode {
  const { kind, target, items } = field;
  return (
    <span class="type">
      {target === undefined ? <code>{kind}</code> : <ElementLink id={target} />}
      {target === undefined || !(kind in shapes) ? '' : <small> {shapes[kind]}</small>}
      {items === undefined ? '' : <> of {<FieldType field={items} />}</>}
    </span>
  );
}

const shapes: Readonly<Record<string, string>> = {
  hasMany: 'many',
  hasOne: 'one',
  reference: 'by identity',
};

function FieldName({ field }: { field: FieldDocument }): VNode {
  return (
    <>
      <code class={`field-name ${field.deprecated === undefined ? '' : 'struck'}`}>
        <Name text={field.name} />
      </code>
      {field.identifier === true ? <span class="tag tag-strong">identity</span> : ''}
      {field.presence === 'required' ? <span class="required">required</span> : ''}
    </>
  );
}

function FieldRules({ field }: { field: FieldDocument }): VNode {
  const choices = choicesOf(field);
  const words = constraintsInWords(field);
  const preset = field.default === undefined ? undefined : JSON.stringify(field.default);
  return (
    <>
      {words.length === 0 ? '' : <span>{words.join(', ')}</span>}
      {choices.length === 0 ? '' : <Choices choices={choices} />}
      {preset === undefined ? '' : <span class="quiet line">default {<code>{preset}</code>}</span>}
      {field.presence === 'nullable' ? <span class="quiet line">may be null</span> : ''}
      {field.presence === 'computed' ? <span class="quiet line">computed</span> : ''}
    </>
  );
}

function Choices({ choices }: { choices: readonly string[] }): VNode {
  return (
    <span class="choices">
      {choices.map((choice) => (
        <code key={choice}>{choice}</code>
      ))}
    </span>
  );
}

function FieldMeaning({ field }: { field: FieldDocument }): VNode {
  const {
    description,
    personal,
    deprecated,
    examples = [],
    storedAs,
    renamedFrom = [],
    documentation,
  } = field;
  return (
    <>
      {description === undefined ? '' : <Line text={description} />}
      {documentation?.remarks === undefined ? (
        ''
      ) : (
        <span class="line">{<Line text={documentation.remarks} />}</span>
      )}
      {personal === undefined ? '' : <span class="tag tag-personal">personal: {personal}</span>}
      {deprecated === undefined ? '' : <span class="tag tag-warning">{deprecationInWords(deprecated)}</span>}
      {examples.length === 0 ? (
        ''
      ) : (
        <span class="quiet line">
          for example {<code>{examples.map((example) => JSON.stringify(example)).join(', ')}</code>}
        </span>
      )}
      {storedAs === undefined ? '' : <span class="quiet line">stored as {<code>{storedAs}</code>}</span>}
      {renamedFrom.length === 0 ? (
        ''
      ) : (
        <span class="quiet line">formerly {<code>{renamedFrom.join(', ')}</code>}</span>
      )}
    </>
  );
}

/** `deprecated since 1.4.0, goes away in 2.0.0; use vouchers`. */
export function deprecationInWords({
  since,
  removal,
  use,
}: NonNullable<FieldDocument['deprecated']>): string {
  const end = removal === undefined ? '' : `, goes away in ${removal}`;
  return `deprecated since ${since}${end}${use === undefined ? '' : `; use ${use}`}`;
}
