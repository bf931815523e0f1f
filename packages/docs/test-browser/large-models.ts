import type { ModelDocument } from '@domainry/model';
import {
  edge,
  field,
  message,
  method,
  rule,
  writeModel,
  type WrittenElement,
} from '../test/bookshop/write-model.js';

/** Models of ten contexts with so many elements in all: aggregates, each with messages, a handler and a read model. */
export function largeModels(elements: number): readonly ModelDocument[] {
  const contexts = 10;
  const aggregates = Math.round(elements / contexts / 10);
  return Array.from({ length: contexts }, (_, number) => {
    const context = `Context${number}`;
    const parts = Array.from({ length: aggregates }, (__, at) => aggregateOf(context, `Thing${at}`));
    return writeModel({
      context: { name: context, description: 'One of many.', owners: ['team'] },
      elements: parts.flatMap(({ elements: each }) => each),
      edges: parts.flatMap(({ edges }) => edges),
    });
  });
}

const verbs = ['Open', 'Change', 'Close'];

function aggregateOf(
  context: string,
  name: string,
): { readonly elements: readonly WrittenElement[]; readonly edges: ReturnType<typeof edge>[] } {
  return { elements: elementsOf(context, name), edges: edgesOf(context, name) };
}

function elementsOf(context: string, name: string): readonly WrittenElement[] {
  const id = `${context}.${name}`;
  const fields = ['number', 'title', 'note'].map((each) =>
    field(each, 'string', { description: `The ${each} of it.`, constraints: { maxLength: 80 } }),
  );
  const owned = { belongsTo: id, aggregate: id, fields, description: 'One of many.' };
  const messageOf = (stored: string): Pick<WrittenElement, 'message'> => ({
    message: message(`${context}.${stored}.v1`),
  });
  return [
    {
      kind: 'aggregate',
      name,
      description: 'Something that is opened, changed and closed.',
      aggregate: id,
      fields,
      invariants: [rule('isWhole', 'It is whole', { code: 'whole', fields: ['title'] })],
      methods: verbs.map((verb) =>
        method(verb.toLowerCase(), { raises: [`${id}${verb}d`], changes: ['title'] }),
      ),
    },
    ...verbs.map((verb): WrittenElement => ({
      kind: 'command',
      name: `${verb}${name}`,
      ...owned,
      ...messageOf(`${verb}${name}`),
    })),
    ...verbs.map((verb): WrittenElement => ({
      kind: 'event',
      name: `${name}${verb}d`,
      ...owned,
      ...messageOf(`${name}${verb}d`),
    })),
    handlerOf(context, name),
    { kind: 'projection', name: `${name}View`, fields },
    {
      kind: 'projector',
      name: `${name}Views`,
      belongsTo: `${id}View`,
      handlers: [{ method: 'onOpen', by: 'on', message: `${id}Opend`, options: {} }],
    },
  ];
}

function handlerOf(context: string, name: string): WrittenElement {
  const id = `${context}.${name}`;
  return {
    kind: 'commandHandler',
    name: `${name}Commands`,
    belongsTo: id,
    aggregate: id,
    handlers: verbs.map((verb) => ({
      method: verb.toLowerCase(),
      by: 'handle',
      message: `${context}.${verb}${name}`,
      options: {},
    })),
  };
}

function edgesOf(context: string, name: string): ReturnType<typeof edge>[] {
  const id = `${context}.${name}`;
  return [
    ...verbs.flatMap((verb) => {
      const at = verb.toLowerCase();
      return [
        edge(id, 'raises', `${id}${verb}d`, { method: at, basis: 'read' }),
        edge(`${id}Commands`, 'handles', `${context}.${verb}${name}`, { method: at }),
        edge(`${id}Commands`, 'invokes', id, { method: at, via: at, basis: 'read' }),
      ];
    }),
    edge(`${id}Views`, 'maintains', `${id}View`),
    edge(`${id}Views`, 'projects', `${id}Opend`, { method: 'onOpen' }),
  ];
}
