import type { JsonValue } from '@domainry/core';
import type { ElementDocument, ModelDocument, Landscape, TermDocument } from '@domainry/model';
import type { FormatFiles } from '../format.js';
import { compare } from '../../compare.js';
import { fileName } from '../names/file-name.js';
import { writeYaml } from '../text/write-yaml.js';

/** Kinds of element whose names are words of the domain. */
const spokenOf = new Set([
  'aggregate',
  'entity',
  'valueObject',
  'event',
  'command',
  'processManager',
  'projection',
  'query',
]);

/** A glossary for each context, which editors show where a word stands in code: its terms, and elements that are no terms. */
export function writeContextive(landscape: Landscape): FormatFiles {
  const files = new Map<string, string>();
  for (const document of landscape.documents) {
    const terms = termsOf(document);
    // A context without terms would be refused.
    if (terms.length === 0) continue;
    const glossary = { contexts: [{ ...contextOf(document), terms }] };
    files.set(`${fileName(document.context.name)}.glossary.yml`, writeYaml(glossary));
  }
  return files;
}

function contextOf({ context }: ModelDocument): { readonly [part: string]: JsonValue } {
  return {
    name: context.name,
    ...(context.description === undefined ? {} : { domainVisionStatement: context.description }),
    ...(context.owners.length === 0 ? {} : { meta: { Owners: context.owners.join(', ') } }),
  };
}

function termsOf({ elements, glossary }: ModelDocument): readonly Term[] {
  const known = new Set(glossary.flatMap(({ element }) => element ?? []));
  const names = new Set(glossary.map(({ name }) => name));
  const others = elements.filter(({ id, kind, name, description, supersededBy }) => {
    const isTold = known.has(id) || names.has(name) || description === undefined;
    return spokenOf.has(kind) && !isTold && supersededBy === undefined;
  });
  return [...glossary.map(termOf), ...others.map(termOfElement)].sort((one, other) =>
    compare(one.name, other.name),
  );
}

type Term = { readonly name: string } & { readonly [part: string]: JsonValue };

function termOf({ name, definition, aliases, examples, element }: TermDocument): Term {
  return {
    name,
    ...(definition === undefined ? {} : { definition }),
    ...(examples.length === 0 ? {} : { examples: [...new Set(examples)] }),
    ...(aliases.length === 0 ? {} : { aliases: [...new Set(aliases)] }),
    ...(element === undefined ? {} : { meta: { Element: element } }),
  };
}

function termOfElement({ id, kind, name, description, documentation }: ElementDocument): Term {
  const aliases = documentation?.aliases ?? [];
  return {
    name,
    definition: description!,
    ...(aliases.length === 0 ? {} : { aliases: [...new Set(aliases)] }),
    meta: { Element: id, Kind: kind },
  };
}
