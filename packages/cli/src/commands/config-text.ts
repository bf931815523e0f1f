/** A domain as the configuration names it. */
export interface NamedEntry {
  readonly name: string;
  /** From the configuration, without `./`. */
  readonly entry: string;
}

/** How a domain is named in a configuration, going by what it was found by: a path, or a package. */
export function nameInConfig(found: string): string {
  return /\.[cm]?[jt]s$/.test(found) ? 'main' : found.replace(/^@[^/]+\//, '');
}

/** The text of a domainry.config.ts with these domains. */
export function configText(entries: readonly NamedEntry[]): string {
  return `import { defineConfig } from '@domainry/cli';

export default defineConfig({
  domains: {
${entries.map((each) => `    ${propertyOf(each)},\n`).join('')}  },
});
`;
}

/** The text of a configuration with one more domain; undefined when its domains are not written as an object. */
export function withDomain(text: string, entry: NamedEntry): string | undefined {
  const place = /^([ \t]*)(?:export default (?:defineConfig\()?\{ )?domains: \{(\n?)/m.exec(text);
  if (place === null) return undefined;
  const [all, indent = '', newLine] = place;
  const written = newLine === '' ? ` ${propertyOf(entry)},` : `${indent}  ${propertyOf(entry)},\n`;
  const at = place.index + all.length;
  return text.slice(0, at) + written + text.slice(at);
}

function propertyOf({ name, entry }: NamedEntry): string {
  return `${/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`}: './${entry}'`;
}
