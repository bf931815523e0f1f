/** @needs-code-generation ajv compiles schemas into code */
import { expect, test } from '@jest/globals';
import {
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import { writeBackstage } from '../../../src/formats/backstage/write-backstage.js';
import type { FormatFiles } from '../../../src/formats/format.js';
import { landscapes } from '../landscapes.js';

const validators = {
  System: systemEntityV1alpha1Validator,
  Component: componentEntityV1alpha1Validator,
  API: apiEntityV1alpha1Validator,
};
const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/** The entities of the catalog, with the texts of the files they name, as Backstage puts them in. */
function entitiesOf(files: FormatFiles): readonly Entity[] {
  const catalog = files.get('catalog-info.yaml');
  const documents = catalog === undefined ? [] : parseAllDocuments(catalog);
  return documents.map((document) => {
    const entity = document.toJS() as Entity & { spec: { definition?: { $text: string } } };
    const named = entity.spec.definition?.$text;
    if (named === undefined) return entity;
    const definition = files.get(named.replace(/^\.\//, ''));
    return { ...entity, spec: { ...entity.spec, definition } } as unknown as Entity;
  });
}

test.each(landscapes)('the catalog of %s passes the policies of Backstage', async (_what, landscape) => {
  for (const entity of entitiesOf(writeBackstage(landscape, { siteUri: 'https://docs.example/' }))) {
    expect(await policy.enforce(entity)).toBeDefined();
    expect(await validators[entity.kind as keyof typeof validators].check(entity)).toBe(true);
  }
});

test('a context is a system that provides and consumes APIs', () => {
  const entities = entitiesOf(writeBackstage(landscapes[0]![1]));
  const component = entities.find(
    ({ kind, metadata }) => kind === 'Component' && metadata.name === 'Ordering',
  )!;

  expect(component.spec).toMatchObject({
    owner: 'group:default/sales',
    system: 'Ordering',
    providesApis: ['Ordering-asyncapi', 'Ordering-openapi'],
    consumesApis: ['Billing-asyncapi'],
  });
});
