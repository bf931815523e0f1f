import { camelCase, variableName } from './names.js';

/** What a new element is written from. */
export interface NewElement {
  /** `OpenAccount`. */
  readonly name: string;
  /** Variable of the domain: `banking`. */
  readonly domain: string;
  /** The module that exports the domain, as the new one imports it: `./banking.js`. */
  readonly domainModule: string;
  /** What it belongs to, and the module that exports it. */
  readonly owner?: {
    readonly name: string;
    readonly module: string;
    /** The field of an event that tells which one it belongs to, where that is asked for: `accountId`. */
    readonly key?: string;
  };
}

/** How elements of one kind are written. */
export interface ElementTemplate {
  /** One line, for lists. */
  readonly what: string;
  /** What `--of` names, when it belongs to something. */
  readonly owner?: string;
  /** Whether the owner has to have an identifier that is always there. */
  readonly isKeyed?: true;
  /** What to know of it. */
  readonly remark?: readonly string[];
  readonly source: (element: NewElement) => string;
}

/** Kinds that can be added, by the word on the command line. What they write compiles and is registered as it stands. */
export const elementTemplates: Readonly<Record<string, ElementTemplate>> = {
  aggregate: {
    what: 'A cluster that is loaded, changed and saved as one.',
    source: (element) =>
      module(element, 'Aggregate, field', [
        `@${element.domain}.aggregate`,
        `export class ${element.name} extends Aggregate<${element.name}> {`,
        '  @field.string({ required: true }) name!: string;',
        '}',
      ]),
  },
  entity: {
    what: 'A part of an aggregate that has an identity.',
    owner: 'aggregate',
    source: (element) =>
      module(element, 'Entity, field', [
        `@${element.domain}.entity(() => ${element.owner!.name})`,
        `export class ${element.name} extends Entity<${element.name}> {`,
        '  @field.string({ required: true }) name!: string;',
        '}',
      ]),
  },
  'value-object': {
    what: 'A value with several parts, equal when they are.',
    source: (element) =>
      module(element, 'ValueObject, field', [
        `@${element.domain}.valueObject`,
        `export class ${element.name} extends ValueObject<${element.name}> {`,
        '  @field.string({ required: true }) readonly value!: string;',
        '}',
      ]),
  },
  event: {
    what: 'Something that happened to an aggregate.',
    owner: 'aggregate',
    source: (element) =>
      module(element, 'Event, field', [
        `@${element.domain}.event(() => ${element.owner!.name})`,
        `export class ${element.name} extends Event<${element.name}> {`,
        `  @field.identifier({ required: true }) readonly ${idOf(element)}!: string;`,
        '}',
      ]),
  },
  command: {
    what: 'A request to change an aggregate, with its handler.',
    owner: 'aggregate',
    source: (element) =>
      module(element, 'Command, field, handle, type HandlerContext', [
        `@${element.domain}.command(() => ${element.owner!.name})`,
        `export class ${element.name} extends Command<${element.name}> {`,
        `  @field.identifier({ required: true }) readonly ${idOf(element)}!: string;`,
        '}',
        '',
        `@${element.domain}.commandHandler(() => ${element.owner!.name})`,
        `export class ${element.name}Handler {`,
        `  @handle(${element.name})`,
        `  async handle({ ${idOf(element)} }: ${element.name}, { repository }: HandlerContext): Promise<void> {`,
        `    const ${plural(element)} = repository(${element.owner!.name});`,
        `    const ${variableName(element.owner!.name)} = await ${plural(element)}.get(${idOf(element)});`,
        `    await ${plural(element)}.add(${variableName(element.owner!.name)});`,
        '  }',
        '}',
      ]),
  },
  query: {
    what: 'A question about an aggregate, with its handler.',
    owner: 'aggregate',
    source: (element) =>
      module(element, 'Query, field, read, type QueryContext', [
        `@${element.domain}.query`,
        `export class ${element.name} extends Query<${element.name}, ${element.owner!.name}> {`,
        `  @field.identifier({ required: true }) readonly ${idOf(element)}!: string;`,
        '}',
        '',
        `@${element.domain}.queryHandler()`,
        `export class ${element.name}Handler {`,
        `  @read(${element.name})`,
        `  answer({ ${idOf(element)} }: ${element.name}, { repository }: QueryContext): Promise<${element.owner!.name}> {`,
        `    return repository(${element.owner!.name}).get(${idOf(element)});`,
        '  }',
        '}',
      ]),
  },
  'event-handler': {
    what: 'What is done about an event.',
    owner: 'event',
    source: (element) =>
      module(element, 'handle, type HandlerContext', [
        `@${element.domain}.eventHandler()`,
        `export class ${element.name} {`,
        `  @handle(${element.owner!.name})`,
        `  react(event: ${element.owner!.name}, { logger }: HandlerContext): void {`,
        `    logger.info('${element.owner!.name}', event.toDict());`,
        '  }',
        '}',
      ]),
  },
  projection: {
    what: 'A view of what happened, kept for reading, with what brings it up to date.',
    owner: 'event',
    isKeyed: true,
    remark: ['The projector is registered, checked and documented; nothing calls it by itself yet.'],
    source: (element) =>
      module(element, 'Projection, field, on', [
        `@${element.domain}.projection`,
        `export class ${element.name} extends Projection<${element.name}> {`,
        `  @field.identifier({ identifier: true, required: true }) readonly ${element.owner!.key!}!: string;`,
        '}',
        '',
        `@${element.domain}.projector(${element.name})`,
        `export class ${element.name}Projector {`,
        `  @on(${element.owner!.name})`,
        `  begin({ ${element.owner!.key!} }: ${element.owner!.name}): ${element.name} {`,
        `    return new ${element.name}({ ${element.owner!.key!} });`,
        '  }',
        '}',
      ]),
  },
  process: {
    what: 'What follows from an event over time, until it is done.',
    owner: 'event',
    isKeyed: true,
    remark: [
      'The process is registered, checked and documented; nothing calls it by itself yet. What has to be done about an event today belongs in an event handler.',
    ],
    source: (element) =>
      module(element, 'handle, type HandlerContext', [
        `@${element.domain}.processManager`,
        `export class ${element.name} {`,
        `  @handle(${element.owner!.name}, { start: true, correlate: '${element.owner!.key!}' })`,
        `  begin(event: ${element.owner!.name}, { logger }: HandlerContext): void {`,
        `    logger.info('${element.owner!.name}', event.toDict());`,
        '  }',
        '}',
      ]),
  },
  'domain-service': {
    what: 'A rule that belongs to several aggregates.',
    owner: 'aggregate',
    source: (element) =>
      module(element, 'DomainService', [
        `@${element.domain}.domainService({ aggregates: [${element.owner!.name}] })`,
        `export class ${element.name} extends DomainService {}`,
      ]),
  },
};

function module(
  { domain, domainModule, owner }: NewElement,
  names: string,
  lines: readonly string[],
): string {
  const imports = [
    `import { ${names} } from '@domainry/core';`,
    `import { ${domain} } from '${domainModule}';`,
    ...(owner === undefined ? [] : [`import { ${owner.name} } from '${owner.module}';`]),
  ];
  return `${[...imports, '', ...lines].join('\n')}\n`;
}

function idOf({ owner }: NewElement): string {
  return `${camelCase(owner!.name)}Id`;
}

function plural({ owner }: NewElement): string {
  return `${camelCase(owner!.name)}Repository`;
}
