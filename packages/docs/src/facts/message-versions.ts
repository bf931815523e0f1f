import {
  compareVersions,
  type ElementDocument,
  type Landscape,
  type UpcasterDocument,
  type VersionDifference,
} from '@domainry/model';

/** One version of a message, and how it came to be. */
export interface MessageVersion {
  readonly version: number;
  /** The element it is; absent for a version that only upcasters know. */
  readonly element?: ElementDocument;
  /** How data of it become those of a later version. */
  readonly upcaster?: UpcasterDocument;
  /** What is different from the registered version before; absent for the first. */
  readonly difference?: VersionDifference;
  /** The registered version it is compared with. */
  readonly since?: number;
}

/** All versions of a message that are registered, or that upcasters read; the newest first. */
export function versionsOf(landscape: Landscape, message: ElementDocument): readonly MessageVersion[] {
  const { name, kind } = message;
  const context = landscape.documentOf(message).context.name;
  const registered = landscape
    .ofKind(kind, context)
    .filter((element) => element.name === name && element.message !== undefined)
    .sort((one, other) => one.message!.version - other.message!.version);
  const upcasters = registered.at(-1)?.message?.upcasters ?? [];
  const numbers = new Set([
    ...registered.map((element) => element.message!.version),
    ...upcasters.flatMap(({ from, to }) => [from, to]),
  ]);
  return [...numbers]
    .sort((one, other) => other - one)
    .map((version): MessageVersion => {
      const at = registered.findIndex((element) => element.message!.version === version);
      const element = registered[at];
      const before = registered[at - 1];
      const upcaster = upcasters.find(({ from }) => from === version);
      return {
        version,
        ...(element === undefined ? {} : { element }),
        ...(upcaster === undefined ? {} : { upcaster }),
        ...(element === undefined || before === undefined
          ? {}
          : { difference: compareVersions(landscape, before, element), since: before.message!.version }),
      };
    });
}
