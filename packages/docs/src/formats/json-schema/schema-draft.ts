import type { JsonValue } from '@domainry/core';

/** Drafts of JSON Schema that schemas are written in. */
export type SchemaDraft = '2020-12' | 'draft-07';

/** JSON Schema as plain data. */
export type JsonSchema = { readonly [keyword: string]: JsonValue };

/** The one keyword of our own; validators that refuse what they do not know have to be told of it. */
export const extensionKeyword = 'x-domainry';

/** What a draft calls itself, and the keyword it keeps the schemas under that others refer to. */
export const drafts: Readonly<
  Record<SchemaDraft, { readonly identifier: string; readonly definitions: string }>
> = {
  '2020-12': { identifier: 'https://json-schema.org/draft/2020-12/schema', definitions: '$defs' },
  'draft-07': { identifier: 'http://json-schema.org/draft-07/schema#', definitions: 'definitions' },
};
