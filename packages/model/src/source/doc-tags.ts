import { TSDocConfiguration, TSDocTagDefinition, TSDocTagSyntaxKind } from '@microsoft/tsdoc';

/** Tags of ours, beside those of TSDoc; `tsdoc.json` tells editors the same. */
export const blockTags: readonly string[] = [
  '@term',
  '@alias',
  '@owner',
  '@why',
  '@question',
  '@assumption',
  '@metric',
  '@namespace',
  '@suppress',
  '@since',
  '@raises',
  '@sends',
  '@covers',
];

/** Tags of ours that say what they say by being there. */
export const modifierTags: readonly string[] = ['@hidden'];

/** The tags that are understood in doc comments. */
export function tagConfiguration(): TSDocConfiguration {
  const configuration = new TSDocConfiguration();
  const define = (tagName: string, syntaxKind: TSDocTagSyntaxKind): void =>
    configuration.addTagDefinition(
      new TSDocTagDefinition({
        tagName,
        syntaxKind,
        allowMultiple: syntaxKind === TSDocTagSyntaxKind.BlockTag,
      }),
    );
  for (const tag of blockTags) define(tag, TSDocTagSyntaxKind.BlockTag);
  for (const tag of modifierTags) define(tag, TSDocTagSyntaxKind.ModifierTag);
  configuration.setSupportForTags(configuration.tagDefinitions, true);
  return configuration;
}
