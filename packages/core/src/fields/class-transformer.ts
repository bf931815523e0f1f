import type { instanceToPlain, plainToInstance } from 'class-transformer';
import type { AnyClass } from '../metadata.js';
import { loadedModule, providedPeer } from './peer.js';

/** What class-transformer takes from its decorators: `Expose` and `Exclude` on a class have no property. */
interface Metadata {
  readonly target: unknown;
  readonly propertyName: string | undefined;
  readonly options?: object;
}

interface TypeMetadata extends Metadata {
  readonly reflectedType: unknown;
  readonly typeFunction: () => unknown;
}

/** Metadata by class and property. */
type MetadataMap = ReadonlyMap<unknown, ReadonlyMap<string | undefined, unknown>>;

/** Where class-transformer 0.5 keeps its metadata. It is not part of its public API, and there is no other way to it. */
export interface TransformerStorage {
  readonly _typeMetadatas: MetadataMap;
  readonly _transformMetadatas: MetadataMap;
  readonly _exposeMetadatas: MetadataMap;
  readonly _excludeMetadatas: MetadataMap;
  addTypeMetadata(metadata: TypeMetadata): void;
  addExposeMetadata(metadata: Metadata): void;
  addExcludeMetadata(metadata: Metadata): void;
}

/** The library and its metadata. */
export interface TransformerLibrary {
  readonly instanceToPlain: typeof instanceToPlain;
  readonly plainToInstance: typeof plainToInstance;
  readonly storage: TransformerStorage;
}

/** class-transformer, if the program has loaded it; undefined otherwise. */
export function transformerLibrary(): TransformerLibrary | undefined {
  const provided = providedPeer('class-transformer');
  if (provided !== undefined) return provided as TransformerLibrary;
  const storage = loadedModule('class-transformer/cjs/storage.js') as
    { readonly defaultMetadataStorage: TransformerStorage } | undefined;
  if (storage === undefined) return undefined;
  const library = loadedModule('class-transformer') as TransformerLibrary;
  return {
    instanceToPlain: library.instanceToPlain,
    plainToInstance: library.plainToInstance,
    storage: storage.defaultMetadataStorage,
  };
}

/** Names of the properties of one class that carry decorators of the library; undefined stands for the class itself. */
export function decoratedProperties(
  { _typeMetadatas, _transformMetadatas, _exposeMetadatas, _excludeMetadatas }: TransformerStorage,
  cls: AnyClass,
  kinds: 'types' | 'others',
): readonly (string | undefined)[] {
  const maps =
    kinds === 'types' ? [_typeMetadatas] : [_transformMetadatas, _exposeMetadatas, _excludeMetadatas];
  return maps.flatMap((map) => [...(map.get(cls)?.keys() ?? [])]);
}
