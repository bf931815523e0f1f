/** @needs-code-generation ajv compiles schemas into code */
import { expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { JsonValue } from '@domainry/core';
import { landscapeOf } from '@domainry/model';
import { commandRisks } from '../../../src/facts/command-risks.js';
import { openApiOf } from '../../../src/formats/openapi/open-api-of.js';
import { writeOpenApi } from '../../../src/formats/openapi/write-open-api.js';
import { edge, field, message, writeModel } from '../../bookshop/write-model.js';
import { compileSchema } from '../json-schema/validator.js';
import { landscapes } from '../landscapes.js';

const [, bookshop] = landscapes[0]!;

/** A part of a document, by the names on the way to it. */
function part(whole: JsonValue, ...path: readonly (string | number)[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (at, key) => (at as Readonly<Record<string | number, JsonValue>> | undefined)?.[key],
    whole,
  );
}

function documentOf(context: string): JsonValue {
  return openApiOf(
    bookshop,
    bookshop.documents.find((document) => document.context.name === context)!,
  );
}

test.each(landscapes)('the documents of %s are OpenAPI 3.1', async (_what, landscape) => {
  for (const text of writeOpenApi(landscape).values()) {
    const validator = new Validator();

    const { valid, errors } = await validator.validate(JSON.parse(text) as Record<string, unknown>);

    expect([valid, errors]).toEqual([true, undefined]);
    expect(validator.version).toBe('3.1');
    // Each reference leads somewhere.
    expect(() => validator.resolveRefs()).not.toThrow();
  }
});

test.each(landscapes)('the examples of %s are what the schemas say', (_what, landscape) => {
  for (const document of landscape.documents) {
    const whole = openApiOf(landscape, document);
    const paths = Object.values(part(whole, 'paths') as Readonly<Record<string, JsonValue>>);
    for (const body of paths.flatMap(
      (path) => part(path, 'post', 'requestBody', 'content', 'application/json') ?? [],
    )) {
      const schema = { ...(part(body, 'schema') as object), components: part(whole, 'components') };
      const validate = compileSchema(
        JSON.parse(
          JSON.stringify(schema)
            .replaceAll('"components":', '"x-domainry":')
            .replaceAll('#/components/', '#/x-domainry/'),
        ) as object,
        '2020-12',
      );
      expect([validate(part(body, 'example')), validate.errors]).toEqual([true, null]);
    }
  }
});

test('a command is a POST that may be repeated, and may be refused', () => {
  const operation = part(documentOf('Billing'), 'paths', '/commands/withdraw', 'post')!;

  expect(part(operation, 'parameters')).toEqual([
    { $ref: '#/components/parameters/IdempotencyKey' },
    { $ref: '#/components/parameters/IfMatch' },
  ]);
  expect(Object.keys(part(operation, 'responses') as object)).toEqual([
    '200',
    '400',
    '404',
    '409',
    '412',
    '422',
  ]);
  expect(part(operation, 'responses', '422', 'description')).toContain(
    'The balance is never below the overdraft limit',
  );
  expect(JSON.stringify(part(operation, 'responses', '422', 'content'))).toContain('"insufficient-funds"');
  expect(part(operation, 'responses', '422', 'description')).toContain(
    '- AccountFrozen: Account … is frozen',
  );
  expect(part(operation, 'x-domainry', 'events')).toEqual(['Billing.AccountWithdrawn']);
});

test('a command may be refused for the same rules and errors as its page tells', () => {
  for (const command of bookshop.ofKind('command')) {
    const { before, after, thrown } = commandRisks(bookshop, command);
    const [context] = command.id.split('.');
    const name = command.name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
    const refusal = part(documentOf(context!), 'paths', `/commands/${name}`, 'post', 'responses', '422');
    const reasons = (part(refusal!, 'description') as string).split('\n').slice(1);

    expect(reasons.sort()).toEqual(
      [
        ...new Set([
          ...[...before, ...after].map(({ invariant }) => `- ${invariant.message}`),
          ...thrown.map((each) => `- ${[each.error, ...(each.message ? [each.message] : [])].join(': ')}`),
        ]),
      ].sort(),
    );
  }
});

test('a query whose fields fit into an address is a GET, and says what it gives', () => {
  const operation = part(documentOf('Ordering'), 'paths', '/queries/orders-of-customer', 'get')!;

  expect(part(operation, 'parameters', 1)).toMatchObject({
    name: 'limit',
    in: 'query',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  });
  expect(part(operation, 'responses', '200', 'content', 'application/json', 'schema')).toEqual({
    type: 'array',
    items: { $ref: '#/components/schemas/OrderSummary' },
  });
});

test('a query that holds more than an address can is a POST', () => {
  const document = writeModel({
    context: { name: 'Maps' },
    elements: [
      { kind: 'valueObject', name: 'Point', fields: [field('x', 'float')] },
      {
        kind: 'query',
        name: 'Near',
        fields: [field('to', 'valueObject', { target: 'Maps.Point' })],
        message: message('Maps.Near.v1'),
      },
    ],
    edges: [edge('Maps.Queries', 'answers', 'Maps.Near')],
  });

  expect(
    part(openApiOf(landscapeOf([document]), document), 'paths', '/queries/near', 'post', 'requestBody'),
  ).toMatchObject({
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Near' }, example: { to: { x: 1.5 } } },
    },
  });
});
