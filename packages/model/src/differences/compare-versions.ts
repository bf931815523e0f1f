import type { JsonValue } from '@domainry/core';
import type { ElementDocument } from '../document/element-document.js';
import { compare } from '../document/compare.js';
import type { Landscape } from '../landscape/landscape.js';
import type { ChangeCode } from './change-codes.js';
import { compatibilityOf, type Compatibility } from './compatibility.js';
import { compareFields, ContentComparison, directionOf } from './field-changes.js';
import { readingOf } from './reading.js';
import { upcastersBetween } from './upcast-path.js';

/** One field that differs between two versions of a message. */
export interface VersionChange {
  readonly code: ChangeCode;
  /** Name of the field; `lines[]` for what a list holds. */
  readonly field: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly compatibility: Compatibility;
  readonly why: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** What differs between two versions of a message that stand side by side in a model. */
export interface VersionDifference {
  /** By its form alone: upcasters left aside. */
  readonly compatibility: Compatibility;
  /** By field and code. */
  readonly changes: readonly VersionChange[];
  /** Ids of the upcasters that lead from the former version to the later one; absent when none do. */
  readonly upcasters?: readonly string[];
}

/**
 * Compares two versions of a message, or any two elements with fields, within models as they are today.
 *
 * @example
 * ```ts
 * import { compareVersions, type ElementDocument, type Landscape } from '@domainry/model';
 *
 * export function history(landscape: Landscape, opened: ElementDocument): string {
 *   const former = landscape.find(`${opened.id}.v1`);
 *   return former === undefined ? 'first version' : compareVersions(landscape, former, opened).compatibility;
 * }
 * ```
 */
export function compareVersions(
  landscape: Landscape,
  former: ElementDocument,
  later: ElementDocument,
): VersionDifference {
  const find = (id: string): ElementDocument | undefined => landscape.find(id);
  const reading = readingOf(former, later, find);
  if (reading === undefined) return { compatibility: 'full', changes: [] };
  const content = new ContentComparison(find, find).within(reading);
  const changes = compareFields(former, later, reading, content);
  const upcasters = upcastersBetween(former, later, () => undefined);
  return {
    compatibility: compatibilityOf(directionOf(changes)),
    changes: changes
      .map(({ code, kind, within, direction, why, before, after, former: was, current }) => ({
        code,
        field: `${(current ?? was!).name}${within}`,
        kind,
        compatibility: compatibilityOf(direction),
        why,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      }))
      .sort((one, other) => compare(one.field, other.field) || compare(one.code, other.code)),
    ...(upcasters === undefined ? {} : { upcasters }),
  };
}
