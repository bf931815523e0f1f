import { DomainryError } from '../errors/domainry-error.js';
import type { TransformerLibrary, TransformerStorage } from './class-transformer.js';
import { providePeer } from './peer.js';

/** What the bridges know of the library. */
type Library = Pick<TransformerLibrary, 'instanceToPlain' | 'plainToInstance'> & {
  readonly Expose: () => (prototype: object, property: string) => void;
};

/**
 * Hands class-transformer over, with its metadata.
 *
 * @param candidates - modules one of which is that of the library: it comes in several builds.
 * @throws DomainryError PEER_MISSING when none is.
 */
export function provideTransformer(library: Library, candidates: readonly unknown[]): void {
  const storage = candidates
    .map(storageIn)
    .find((candidate) => candidate !== undefined && isThatOf(library, candidate));
  if (storage === undefined) {
    throw new DomainryError(
      'PEER_MISSING',
      'class-transformer is there in another build than the one this bundle looks into for its metadata. Let the bundler take its CommonJS files, for instance by an alias of class-transformer to class-transformer/cjs/index.js.',
      { details: { library: 'class-transformer' } },
    );
  }
  const { instanceToPlain, plainToInstance } = library;
  providePeer('class-transformer', {
    instanceToPlain,
    plainToInstance,
    storage,
  } satisfies TransformerLibrary);
}

/** CommonJS modules have their names under `default`, where nobody found out about them. */
function storageIn(module: unknown): TransformerStorage | undefined {
  type Storage = { readonly defaultMetadataStorage?: TransformerStorage };
  const { defaultMetadataStorage, default: inner } = module as Storage & { readonly default?: Storage };
  return defaultMetadataStorage ?? inner?.defaultMetadataStorage;
}

/** Whether what is decorated with the library is found there. */
function isThatOf(library: Library, { _exposeMetadatas }: TransformerStorage): boolean {
  class Probe {}
  library.Expose()(Probe.prototype, 'probe');
  return _exposeMetadatas.has(Probe);
}
