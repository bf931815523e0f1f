import type { Format } from '../formats/format.js';
import { formats } from '../formats/formats.js';
import type { Site } from './site.js';

/** A format the site offers, with its files by path relative to the folder of the site. */
export interface OfferedFormat {
  readonly format: Format;
  readonly files: ReadonlyMap<string, string>;
}

/** Formats that are contracts: what others build against. Catalogues of other tools are exported for themselves. */
const contracts = ['openapi', 'asyncapi', 'json-schema', 'typescript', 'avro', 'protobuf', 'cloudevents'];

const offered = new WeakMap<Site, readonly OfferedFormat[]>();

/** The contracts of a system in all formats that have something to say, written once for each site. */
export function offeredFormats(site: Site): readonly OfferedFormat[] {
  const known = offered.get(site);
  if (known !== undefined) return known;
  const all = contracts
    .flatMap((name) => formats.filter((format) => format.name === name))
    .map((format) => ({ format, files: filesOf(site, format) }))
    .filter(({ files }) => files.size > 0);
  offered.set(site, all);
  return all;
}

function filesOf({ landscape }: Site, format: Format): ReadonlyMap<string, string> {
  const files = format.write(landscape);
  return new Map([...files].map(([path, text]) => [`schemas/${format.name}/${path}`, text]));
}
