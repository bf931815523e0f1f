import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { ModelDocumentError } from '../schema/model-document-error.js';
import type { WrittenTerm } from './read-glossary.js';

/**
 * Reads a file of terms, in the form of Contextive: `contexts: [{ name, terms: [{ name, definition, examples, aliases }] }]`,
 * as YAML or JSON. Contexts of other names are left out; a context without a name, or `terms` at the top, are meant for all.
 *
 * @param file - from the root of the repository.
 * @throws ModelDocumentError GLOSSARY_INVALID.
 */
export function readTerms(root: string, file: string, context: string): readonly WrittenTerm[] {
  const path = resolve(root, file);
  if (!existsSync(path))
    throw wrong(file, 'there is no such file', 'Give its path from the root of the repository.');
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw wrong(
      file,
      `it is neither YAML nor JSON: ${error instanceof Error ? error.message : String(error)}`,
      'Mend the line that is named.',
    );
  }
  if (content === null || content === undefined) return [];
  const top = recordIn(content) ?? fail(file, 'the file', 'a map');
  const contexts = [
    top,
    ...listIn(top['contexts'], file, 'contexts').map(
      (each) => recordIn(each) ?? fail(file, 'contexts', 'a list of maps'),
    ),
  ];
  return contexts
    .filter(({ name }) => name === undefined || name === context)
    .flatMap(({ terms }) => listIn(terms, file, 'terms').map((term) => termIn(term, file)));
}

function termIn(given: unknown, file: string): WrittenTerm {
  const term = recordIn(given) ?? fail(file, 'terms', 'a list of maps');
  const { name, definition } = term;
  if (typeof name !== 'string' || name.trim() === '') return fail(file, 'the name of a term', 'a text');
  if (definition !== undefined && definition !== null && typeof definition !== 'string') {
    return fail(file, `the definition of ${name}`, 'a text');
  }
  const told = definition?.trim();
  return {
    name: name.trim(),
    ...(told === undefined || told === '' ? {} : { definition: told }),
    aliases: textsIn(term['aliases'], file, `the aliases of ${name}`),
    examples: textsIn(term['examples'], file, `the examples of ${name}`),
    from: 'file',
  };
}

function textsIn(value: unknown, file: string, what: string): readonly string[] {
  return listIn(value, file, what).map((text) =>
    typeof text === 'string' ? text.trim() : fail(file, what, 'a list of texts'),
  );
}

function listIn(value: unknown, file: string, what: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : fail(file, what, 'a list');
}

function recordIn(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function fail(file: string, what: string, expected: string): never {
  throw wrong(
    file,
    `${what} is not ${expected}`,
    'The form is that of Contextive: contexts, each with a name and terms.',
  );
}

function wrong(file: string, cause: string, fix: string): ModelDocumentError {
  return new ModelDocumentError('GLOSSARY_INVALID', `${file}: ${cause}. ${fix}`);
}
