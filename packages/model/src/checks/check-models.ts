import { compare } from '../document/compare.js';
import type { Landscape } from '../landscape/landscape.js';
import type { CheckOptions } from './check-options.js';
import type { CheckLimits } from './check-rule.js';
import { checkRules, lookingRules } from './check-rules.js';
import type { Finding, SuppressedFinding } from './finding.js';
import { findingOf, ownFindingOf } from './make-finding.js';
import { similarCode } from './similar-code.js';
import { suppress } from './suppress.js';

/** Everything that was found, what is not to be reported told apart. */
export interface CheckReport {
  /** By context, element, place in it, and code. */
  readonly findings: readonly Finding[];
  /** What somebody decided to live with, in the same order. */
  readonly suppressed: readonly SuppressedFinding[];
}

const usualLimits: CheckLimits = { entities: 5, messages: 8 };

/**
 * Looks for what is most likely not meant: dead ends, borders that are crossed, names that mislead, links that lead
 * nowhere. Depends on nothing but what it is given. What a rule needs the sources for, it does not say of models whose
 * sources were not read.
 *
 * @returns findings by context, element, place in it, and code; those that are suppressed left out.
 * @throws RangeError when an option names a code that does not exist, or a rule of your own an element that does not.
 *
 * @example
 * ```ts
 * import { checkModels, landscapeOf, type ModelDocument } from '@domainry/model';
 *
 * export function complain(model: ModelDocument): void {
 *   for (const { code, message, fix } of checkModels(landscapeOf([model]))) console.log(code, message, fix);
 * }
 * ```
 */
export function checkModels(landscape: Landscape, options: CheckOptions = {}): readonly Finding[] {
  return examineModels(landscape, options).findings;
}

/**
 * The same as {@link checkModels}, with what is suppressed, by whom and why.
 *
 * @throws RangeError as {@link checkModels} does.
 */
export function examineModels(landscape: Landscape, options: CheckOptions = {}): CheckReport {
  requireCodes(options);
  const { only, levels = {}, rules = [] } = options;
  const limits = { ...usualLimits, ...options.limits };
  const looks = (code: string): boolean => (only?.includes(code) ?? true) && levels[code] !== 'off';
  const found = [
    ...lookingRules
      .filter(({ code }) => looks(code))
      .flatMap((rule) =>
        [...rule.find(landscape, limits)].map((discovery) => findingOf(landscape, rule, discovery)),
      ),
    ...rules
      .flatMap((rule) => [...rule(landscape)].map((own) => ownFindingOf(landscape, requireOwnCode(own))))
      .filter(({ code }) => levels[code] !== 'off'),
  ];
  const { findings, suppressed, remarks } = suppress(landscape, found, options, looks);
  const leveled = [...findings, ...remarks.filter(({ code }) => looks(code))].map((finding) => {
    const level = levels[finding.code];
    return level === undefined || level === 'off' ? finding : { ...finding, level };
  });
  return { findings: leveled.sort(inOrder), suppressed: suppressed.sort(inOrder) };
}

/** The fingerprints of findings, for `baseline`: what is there today is not reported any more, and what is new is. */
export function baselineOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ fingerprint }) => fingerprint).sort(compare);
}

function requireCodes({ only = [], levels = {}, rules = [] }: CheckOptions): void {
  const known = checkRules.map(({ code }) => code);
  const isUnknown = (code: string): boolean => !known.includes(code);
  // Which codes rules of the user's own have, only they know: one that is nearly ours is taken for a slip.
  const isSlip = (code: string): boolean =>
    isUnknown(code) && (rules.length === 0 || similarCode(code, known) !== undefined);
  const wrong = only.find(isUnknown) ?? Object.keys(levels).find(isSlip);
  if (wrong === undefined) return;
  const meant = similarCode(wrong, known);
  const hint =
    meant === undefined
      ? 'The codes of all checks are in checkRules; rules of your own look whatever `only` says.'
      : `Did you mean ${meant}?`;
  throw new RangeError(`There is no check ${wrong}. ${hint}`);
}

function requireOwnCode<Own extends { readonly code: string }>(own: Own): Own {
  if (!/^[A-Z][A-Z0-9_]*$/.test(own.code)) {
    throw new RangeError(
      `A rule of your own gives the code ${own.code}. Write codes in capitals: NAME_TOO_LONG.`,
    );
  }
  if (checkRules.some(({ code }) => code === own.code)) {
    throw new RangeError(`A rule of your own gives the code ${own.code}, which is taken. Give it another.`);
  }
  return own;
}

function inOrder(one: Finding, other: Finding): number {
  return (
    compare(one.context, other.context) ||
    compare(one.element ?? '', other.element ?? '') ||
    compare(one.field ?? '', other.field ?? '') ||
    compare(one.method ?? '', other.method ?? '') ||
    compare(one.code, other.code) ||
    compare(one.message, other.message)
  );
}
