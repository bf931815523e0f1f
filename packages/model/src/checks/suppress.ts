import type { ModelDocument } from '../document/model-document.js';
import type { Landscape } from '../landscape/landscape.js';
import type { CheckOptions, SuppressionOption } from './check-options.js';
import type { Finding, SuppressedFinding } from './finding.js';
import { findingOf } from './make-finding.js';
import { suppressionRules } from './rules/suppressions.js';

/** What is left of findings when those that somebody decided to live with are taken out. */
export interface Suppression {
  readonly findings: readonly Finding[];
  readonly suppressed: SuppressedFinding[];
  /** What is to be said of the suppressions themselves. */
  readonly remarks: readonly Finding[];
}

/** A suppression, wherever it is written. */
interface Written {
  readonly by: 'comment' | 'options';
  readonly code: string;
  readonly reason: string | undefined;
  matches(finding: Finding): boolean;
  remark(kind: 'unused' | 'withoutReason'): Finding;
}

/** Takes findings out by comments, by options and by the baseline, in this order. */
export function suppress(
  landscape: Landscape,
  found: readonly Finding[],
  { suppressions = [], baseline = [] }: CheckOptions,
  looks: (code: string) => boolean,
): Suppression {
  const written = [...inComments(landscape), ...suppressions.flatMap((each) => inOptions(landscape, each))];
  const byCode = new Map<string, Written[]>();
  for (const each of written) byCode.set(each.code, [...(byCode.get(each.code) ?? []), each]);
  const used = new Set<Written>();
  const known = countOf(baseline);
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of found) {
    const matching = (byCode.get(finding.code) ?? []).filter((each) => each.matches(finding));
    // Methods of a class may suppress the same: each for a finding of its own, as far as there are as many.
    const by = matching.find((each) => !used.has(each)) ?? matching[0];
    const left = known.get(finding.fingerprint) ?? 0;
    if (by !== undefined) {
      used.add(by);
      suppressed.push({ ...finding, by: by.by, ...(by.reason === undefined ? {} : { reason: by.reason }) });
    } else if (left > 0) {
      known.set(finding.fingerprint, left - 1);
      suppressed.push({ ...finding, by: 'baseline' });
    } else findings.push(finding);
  }
  // What was not looked for cannot be missed.
  const unused = written.filter((each) => !used.has(each) && looks(each.code));
  const remarks = [
    ...unused.map((each) => each.remark('unused')),
    ...written
      .filter(({ reason }) => reason === undefined || reason.trim() === '')
      .map((each) => each.remark('withoutReason')),
    ...outdated(landscape, known, looks),
  ];
  return { findings, suppressed, remarks };
}

function inComments(landscape: Landscape): readonly Written[] {
  return landscape.elements.flatMap((element) =>
    element.suppressions.map(({ code, reason, member }): Written => {
      const name = member === undefined ? element.name : `${element.name}.${member}`;
      const isField = element.fields.some((field) => field.name === member);
      const remark = (kind: 'unused' | 'withoutReason'): Finding =>
        findingOf(landscape, suppressionRules[kind], {
          at: element,
          field: isField ? member : undefined,
          method: isField ? undefined : member,
          about: code,
          message:
            kind === 'unused'
              ? `${name} suppresses ${code}, which was not found.`
              : `${name} suppresses ${code} and does not say why.`,
        });
      const matches = (finding: Finding): boolean =>
        finding.element === element.id &&
        (member === undefined || finding.field === member || finding.method === member);
      return { by: 'comment', code, reason, matches, remark };
    }),
  );
}

function inOptions(landscape: Landscape, { code, element, reason }: SuppressionOption): readonly Written[] {
  const at = element === undefined ? undefined : landscape.find(element);
  const document =
    landscape.documents.find(({ context }) => context.name === element) ?? landscape.documents[0];
  if (at === undefined && document === undefined) return [];
  const where = element === undefined ? '' : ` of ${element}`;
  return [
    {
      by: 'options',
      code,
      reason,
      matches: (finding) =>
        element === undefined ||
        finding.element === element ||
        (finding.element === undefined && finding.context === element),
      remark: (kind) =>
        findingOf(landscape, suppressionRules[kind], {
          at: at ?? document!,
          about: code,
          message:
            kind === 'unused'
              ? `The options suppress ${code}${where}, which was not found.`
              : `The options suppress ${code}${where} and do not say why.`,
        }),
    },
  ];
}

/** What is left of the baseline, as one finding for each context. */
function outdated(
  landscape: Landscape,
  known: ReadonlyMap<string, number>,
  looks: (code: string) => boolean,
): readonly Finding[] {
  const left = [...known].filter(([fingerprint, count]) => count > 0 && looks(fingerprint.split(' ')[0]!));
  const [document] = landscape.documents;
  if (left.length === 0 || document === undefined) return [];
  return landscape.documents.flatMap((each) => {
    const gone = left.filter(([fingerprint]) => ownerOf(landscape, fingerprint) === each);
    if (gone.length === 0) return [];
    const names = gone.map(([fingerprint]) => fingerprint).join('; ');
    return [
      findingOf(landscape, suppressionRules.outdatedBaseline, {
        at: each,
        message: `The baseline names what is gone: ${names}.`,
      }),
    ];
  });
}

/** The context a fingerprint is about; the first one when that is gone as well. */
function ownerOf(landscape: Landscape, fingerprint: string): ModelDocument {
  const place = fingerprint.split(' ')[1] ?? '';
  return (
    landscape.documents.find(
      ({ context }) => place === context.name || place.startsWith(`${context.name}.`),
    ) ?? landscape.documents[0]!
  );
}

function countOf(fingerprints: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of fingerprints) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}
