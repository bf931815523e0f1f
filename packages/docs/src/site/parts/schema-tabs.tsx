import type { ElementDocument, Landscape } from '@domainry/model';
import type { VNode } from 'preact';
import { avroOf } from '../../formats/avro/avro-of.js';
import { cloudEventExample } from '../../formats/cloudevents/cloud-event.js';
import { exampleOf } from '../../formats/example/example-of.js';
import { jsonSchemaOf } from '../../formats/json-schema/json-schema-of.js';
import { protobufOf } from '../../formats/protobuf/write-protobuf.js';
import { typeScriptOf } from '../../formats/typescript/type-script-of.js';
import { usePage } from '../current-page.js';
import { CodeBlock } from './code-block.js';
import { Tabs, type Tab } from './tabs.js';

/** What an element holds, in the languages of those who rely on it. */
export function SchemaTabs({ element }: { element: ElementDocument }): VNode {
  const { site } = usePage();
  return (
    <Tabs
      id="schema"
      label={`${element.name} in other languages`}
      tabs={schemaTabs(site.landscape, element)}
    />
  );
}

function schemaTabs(landscape: Landscape, element: ElementDocument): readonly Tab[] {
  const isEvent = element.kind === 'event';
  const travels = isEvent || element.kind === 'command';
  return [
    code('example', 'Example', json(exampleOf(landscape, element)), 'json'),
    code('typescript', 'TypeScript', typeScriptOf(landscape, element), 'ts'),
    code('json-schema', 'JSON Schema', json(jsonSchemaOf(landscape, element)), 'json'),
    ...(travels
      ? [
          code('avro', 'Avro', json(avroOf(landscape, element)), 'json'),
          code('protobuf', 'Protobuf', protobufOf(landscape, element), 'proto'),
        ]
      : []),
    ...(isEvent
      ? [code('cloud-event', 'CloudEvent', json(cloudEventExample(landscape, element)), 'json')]
      : []),
  ];
}

function code(id: string, title: string, text: string, language: string): Tab {
  return { id, title, body: <CodeBlock code={text.trimEnd()} language={language} /> };
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
