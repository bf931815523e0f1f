import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { blockTags, modifierTags } from '../../src/source/doc-tags.js';

test('editors are told of the tags that are understood, and of no others', () => {
  const file = new URL('../../schema/tsdoc.json', import.meta.url);
  const { tagDefinitions } = JSON.parse(readFileSync(file, 'utf8')) as {
    tagDefinitions: readonly { readonly tagName: string; readonly syntaxKind: string }[];
  };
  const named = (kind: string) =>
    tagDefinitions.filter(({ syntaxKind }) => syntaxKind === kind).map(({ tagName }) => tagName);

  expect(named('block')).toEqual(blockTags);
  expect(named('modifier')).toEqual(modifierTags);
});
