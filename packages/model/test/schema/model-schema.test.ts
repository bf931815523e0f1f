/** @needs-code-generation Ajv compiles schemas. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  ModelDocumentError,
  canonicalModel,
  checksumOf,
  modelSchema,
  modelVersion,
  parseModel,
  readModel,
  type ModelDocument,
} from '@domainry/model';
import { shop } from '../fixtures/shop/shop.js';

const root = fileURLToPath(new URL('../fixtures', import.meta.url));
const model = readModel(shop, { root });
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(modelSchema);

// oxlint-disable-next-line typescript/no-explicit-any -- what is no document has any form
type Loose = Record<string, any>;

/** The document with a part of it changed. */
function changed(change: (copy: Loose) => void): string {
  const copy = structuredClone(model) as unknown as Loose;
  change(copy);
  return JSON.stringify(copy);
}

function errorOf(text: string): ModelDocumentError {
  try {
    parseModel(text, 'model.json');
  } catch (error) {
    if (error instanceof ModelDocumentError) return error;
    throw error;
  }
  throw new Error('It was read.');
}

describe('the schema', () => {
  // UPDATE_DOCS=1 writes the file anew.
  test('is the file that the package offers', () => {
    const file = new URL('../../schema/model-document.json', import.meta.url);
    const text = `${JSON.stringify(modelSchema, undefined, 2)}\n`;

    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, text);

    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(modelSchema)));
  });

  test('is followed by what is read, as a validator of others sees it', () => {
    validate(model);
    expect(validate.errors).toBeNull();
  });

  test('lets everything that a document names be found', () => {
    const known = JSON.stringify(modelSchema);
    for (const [, name] of known.matchAll(/"#\/\$defs\/(\w+)"/g))
      expect(modelSchema.$defs).toHaveProperty(name!);
  });
});

describe('a document', () => {
  test('is read from its bytes as it was written', () => {
    expect(parseModel(canonicalModel(model))).toEqual(model);
    expect(canonicalModel(parseModel(canonicalModel(model)))).toBe(canonicalModel(model));
  });

  test('has the same bytes whatever the order of its keys', () => {
    const [account] = model.elements;
    const turned = {
      ...model,
      elements: [Object.fromEntries(Object.entries(account!).toReversed()), ...model.elements.slice(1)],
    };
    expect(canonicalModel(turned as unknown as ModelDocument)).toBe(canonicalModel(model));
  });

  test('has a checksum of its content, and of nothing else', () => {
    expect(model.checksum).toBe(checksumOf(model));
    expect(
      checksumOf({ ...model, provenance: { generator: 'other', gaps: ['x'] }, modelVersion: '1.9.0' }),
    ).toBe(model.checksum);
    expect(checksumOf({ ...model, edges: model.edges.slice(1) })).not.toBe(model.checksum);
  });

  test('of a later minor version is read, with what it has beside', () => {
    const later = changed((copy) => {
      copy['modelVersion'] = '1.99.0';
      copy['elements'][0].mood = 'good';
    });
    expect(parseModel(later).elements[0]).toHaveProperty('mood', 'good');
  });

  test('may begin with a byte order mark', () => {
    expect(parseModel(`\uFEFF${canonicalModel(model)}`)).toEqual(model);
  });
});

describe('what is no document is refused', () => {
  test('when it is not JSON', () => {
    expect(errorOf('{ "modelVersion": ')).toMatchObject({ code: 'NOT_JSON' });
    expect(errorOf('').message).toMatch(/^model\.json is not JSON: /);
  });

  test('when it is something else', () => {
    for (const text of ['null', '[]', '3', '{}', '{"modelVersion":1}']) {
      expect(errorOf(text)).toMatchObject({ code: 'DOCUMENT_INVALID' });
    }
  });

  test('when its form is of another age, saying what to do', () => {
    const newer = errorOf(changed((copy) => (copy['modelVersion'] = '2.0.0')));
    expect(newer.code).toBe('VERSION_NEWER');
    expect(newer.message).toBe(
      'model.json has the form 2.0.0, and this package reads 1.x. Upgrade @domainry/model.',
    );
    expect(errorOf(changed((copy) => (copy['modelVersion'] = '0.9.0')))).toMatchObject({
      code: 'VERSION_OLDER',
    });
    expect(modelVersion).toMatch(/^1\./);
  });

  test('with the path of everything that is wrong', () => {
    const error = errorOf(
      changed((copy) => {
        copy['elements'][3].kind = 'thing';
        copy['elements'][3].fields = { a: 1 };
        delete copy['context'].name;
        copy['edges'][0].source.line = 0;
      }),
    );
    expect(
      error.violations.map(({ path, expected, received }) => `${path}: ${expected} (${received})`),
    ).toEqual([
      'context.name: a value (nothing)',
      'elements[3].fields: a list ({"a":1})',
      expect.stringMatching(/^elements\[3\]\.kind: one of aggregate, .* \("thing"\)$/),
      'edges[0].source.line: at least 1 (0)',
    ]);
    expect(error.message).toContain('context.name: expected a value, received nothing.');
  });

  test('saying how much more is wrong than is told', () => {
    const error = errorOf(
      changed((copy) => {
        copy['glossary'] = Array.from({ length: 33 }, () => ({}));
      }),
    );
    // A term without anything lacks name, aliases, examples, usedBy and from.
    expect(error.violations).toHaveLength(20);
    expect(error.message).toMatch(/ And 145 more\.$/);
  });

  test('by the same verdict as that of a validator of others, wherever a part is broken', () => {
    const named = new Set(['Shop.Order', 'Shop.OrderPlaced', 'Shop.Delivery', 'Shop.Stock']);
    const small = {
      ...model,
      elements: model.elements.filter(({ id }) => named.has(id)),
      edges: model.edges.slice(0, 3),
    };
    const wrong: unknown[] = [null, 0, '', [], {}, true];
    let compared = 0;
    for (const path of pathsOf(small)) {
      for (const value of wrong) {
        const copy = structuredClone(small) as unknown as Loose;
        const parent = path.slice(0, -1).reduce((at, key) => at[key] as Loose, copy);
        parent[path.at(-1)!] = value;
        const text = JSON.stringify(copy);
        if (isRead(text) !== validate(copy)) throw new Error(`${path.join('.')} = ${JSON.stringify(value)}`);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(400);
  });
});

function isRead(text: string): boolean {
  try {
    parseModel(text);
    return true;
  } catch {
    return false;
  }
}

/** One path to a part of each form: `elements[0].fields[2].kind` stands for the kinds of all fields. */
function pathsOf(document: object): readonly (readonly string[])[] {
  const paths = new Map<string, readonly string[]>();
  const visit = (value: unknown, path: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      const inner = [...path, key];
      const form = inner.map((each) => each.replace(/^\d+$/, '[]')).join('.');
      if (!paths.has(form)) paths.set(form, inner);
      visit(part, inner);
    }
  };
  visit(document, []);
  return [...paths.values()].filter(([first]) => first !== 'modelVersion');
}
