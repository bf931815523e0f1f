import type { JsonValue } from '@domainry/core';
import type { ElementDocument, FieldDocument, Landscape } from '@domainry/model';
import { writtenFields } from '../json-schema/describe-contents.js';
import { fileName } from '../names/file-name.js';
import { formOf, type ValueForm } from '../value-form.js';
import { catalogId, pointerTo, usualVersion } from './catalog-names.js';
import { isCatalogMessage } from './message-pages.js';
import type { CatalogPage } from './merge-page.js';
import { rules, source, states, told } from './page-text.js';

/** Page of an aggregate, entity or value object. */
export function entityPage(landscape: Landscape, element: ElementDocument): CatalogPage {
  const identifier = element.fields.find((field) => field.identifier === true)?.name;
  return {
    frontMatter: {
      ...headOf(landscape, element),
      ...(element.kind === 'aggregate' ? { aggregateRoot: true } : {}),
      ...(identifier === undefined ? {} : { identifier }),
      properties: writtenFields(element).map((field) => propertyOf(landscape, field)),
    },
    body: [
      told(element),
      rules(element.invariants),
      states(element.stateMachines),
      '<EntityPropertiesTable />\n\n',
      source(element),
    ].join(''),
  };
}

/** Page of a projection: a database that is read. */
export function containerPage(landscape: Landscape, element: ElementDocument): CatalogPage {
  return {
    frontMatter: { ...headOf(landscape, element), container_type: 'database', access_mode: 'readWrite' },
    body: `${told(element)}<NodeGraph />\n\n${source(element)}`,
  };
}

/** Page of a process: what happens, what is done about it, and what that sends. */
export function flowPage(landscape: Landscape, process: ElementDocument): CatalogPage {
  return {
    frontMatter: { ...headOf(landscape, process), steps: stepsOf(landscape, process) as JsonValue },
    body: `${told(process)}${states(process.stateMachines)}<NodeGraph />\n\n${source(process)}`,
  };
}

/** Page of a stream. */
export function channelPage(address: string): CatalogPage {
  return {
    frontMatter: {
      id: fileName(address),
      name: address,
      version: usualVersion,
      address,
      deliveryGuarantee: 'at-least-once',
    },
    body: '<NodeGraph />\n',
  };
}

function headOf(landscape: Landscape, element: ElementDocument): Readonly<Record<string, JsonValue>> {
  return {
    id: catalogId(landscape, element),
    name: element.name,
    version: usualVersion,
    ...(element.description === undefined ? {} : { summary: element.description }),
  };
}

function propertyOf(landscape: Landscape, field: FieldDocument): JsonValue {
  const form = formOf(landscape, field);
  const item = form.type === 'list' ? form.item : form;
  const target = field.target === undefined ? undefined : landscape.find(field.target);
  return {
    name: field.name,
    type: typeOf(landscape, form),
    required: field.presence === 'required',
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(form.type === 'list' ? { items: { type: typeOf(landscape, item) } } : {}),
    ...(form.type === 'choice' ? { enum: form.values.map(String) } : {}),
    ...(target === undefined
      ? {}
      : {
          references: catalogId(landscape, target),
          relationType: form.type === 'list' ? 'hasMany' : 'hasOne',
        }),
  };
}

function typeOf(landscape: Landscape, form: ValueForm): string {
  if (form.type === 'list') return 'array';
  return form.type === 'element' ? landscape.find(form.id)!.name : form.type;
}

/** One step for each message, one for each method that handles it, and one for what the method sends. */
function stepsOf(landscape: Landscape, process: ElementDocument): readonly JsonValue[] {
  const steps = new Map<string, JsonValue>();
  for (const { method, message, end } of process.handlers) {
    const event = message === undefined ? undefined : landscape.find(message);
    const sent = landscape
      .edgesFrom(process.id, 'sends')
      .filter((edge) => edge.method === method)
      .flatMap(({ to }) => landscape.find(to) ?? [])
      .filter(isCatalogMessage);
    if (event !== undefined && isCatalogMessage(event)) {
      steps.set(event.id, messageStep(landscape, event, `${method}()`));
    }
    const next = sent.map(({ id, name }) => ({ id, label: name }));
    const title = end === true ? `${method}: the process ends` : method;
    steps.set(`${method}()`, {
      id: `${method}()`,
      title,
      custom: { title, type: 'Process' },
      ...(next.length === 0 ? {} : { next_steps: next }),
    });
    for (const command of sent) {
      if (!steps.has(command.id)) steps.set(command.id, messageStep(landscape, command));
    }
  }
  return [...steps.values()];
}

function messageStep(landscape: Landscape, message: ElementDocument, next?: string): JsonValue {
  const { id, version } = pointerTo(landscape, message);
  return {
    id: message.id,
    title: message.name,
    message: { id, version },
    ...(next === undefined ? {} : { next_step: { id: next } }),
  };
}
