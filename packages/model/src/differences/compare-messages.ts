import type { Comparison } from './comparison.js';
import type { ElementPair } from './compare-contracts.js';
import { bothWays, narrowed, neitherWay, widened } from './compatibility.js';
import { upcastersBetween, upcastersFrom } from './upcast-path.js';

/** Compares how messages travel: their names, versions, upcasters, and who may rely on them. */
export function compareMessages(comparison: Comparison, pair: ElementPair): void {
  if (pair.before.message === undefined || pair.after.message === undefined) return;
  compareTypes(comparison, pair);
  compareVersions(comparison, pair);
  compareUpcasters(comparison, pair);
  comparePublication(comparison, pair);
}

function compareTypes(comparison: Comparison, { before, after }: ElementPair): void {
  const [old, now] = [baseOf(before.message!.type), baseOf(after.message!.type)];
  if (old === now) return;
  const names = after.message!.renamedFrom ?? [];
  const isCovered = names.includes(old) || names.includes(old.slice(old.indexOf('.') + 1));
  comparison.tellOf(after, {
    code: 'TYPE_CHANGED',
    path: after.id,
    impact: !isCovered || after.message!.published === true ? 'breaking' : 'safe',
    direction: isCovered ? widened : neitherWay,
    why: isCovered
      ? 'What is stored under the former name is still read; code that knows only that name does not find new ones.'
      : 'What is stored under the former name is not known any more.',
    fix: isCovered
      ? 'Let readers in other contexts know both names first.'
      : `Add the former name: { renamedFrom: '${old.slice(old.indexOf('.') + 1)}' }.`,
    before: before.message!.type,
    after: after.message!.type,
  });
}

function compareVersions(comparison: Comparison, { before, after }: ElementPair): void {
  const [old, now] = [before.message!.version, after.message!.version];
  if (old === now) return;
  const values = { before: old, after: now };
  if (now < old) {
    comparison.tellOf(after, {
      code: 'VERSION_LOWERED',
      path: after.id,
      impact: 'breaking',
      direction: neitherWay,
      why: `What was written as version ${old} is later than this code knows.`,
      fix: `Go on from version ${old}: a form that was stored keeps its number.`,
      ...values,
    });
    return;
  }
  const upcasters = upcastersBetween(before, after, comparison.findAfter);
  const isPublished = after.kind === 'event' && after.message!.published === true;
  const isStored = after.kind === 'event' || after.kind === 'command';
  const isRead = upcasters !== undefined || !isStored || comparison.options.allowUnversioned === true;
  comparison.tellOf(after, {
    code: 'VERSION_RAISED',
    path: after.id,
    impact: !isRead || isPublished ? 'breaking' : 'safe',
    direction: upcasters === undefined ? neitherWay : widened,
    why:
      upcasters === undefined
        ? `What is stored as version ${old} cannot be read: no upcaster leads from there to version ${now}.`
        : isPublished
          ? `What is stored as version ${old} is still read. Readers in other contexts do not know version ${now}.`
          : `What is stored as version ${old} is still read.`,
    fix:
      upcasters === undefined
        ? `Add an upcaster from ${old} to ${now}.`
        : `Let readers in other contexts take version ${now} before it is written.`,
    ...values,
    mitigation: upcasters?.join(', '),
  });
}

/** Versions that could be read before have to be readable still. */
function compareUpcasters(comparison: Comparison, { before, after }: ElementPair): void {
  for (const { from, to, upcaster } of before.message!.upcasters) {
    if (upcastersFrom(before.message!, from) === undefined) continue;
    if (upcastersFrom(after.message!, from) !== undefined || from >= after.message!.version) continue;
    if (comparison.findAfter(`${after.id}.v${from}`) !== undefined) continue;
    comparison.tellOf(after, {
      code: 'UPCASTER_REMOVED',
      path: after.id,
      kind: 'removed',
      impact: comparison.options.allowUnversioned === true ? 'informational' : 'breaking',
      direction: narrowed,
      why: `What is stored as version ${from} cannot be read any more.`,
      fix: `Keep ${upcaster}, or add an upcaster from ${from} to a later version.`,
      before: `${from} → ${to}`,
    });
  }
}

function comparePublication(comparison: Comparison, { before, after }: ElementPair): void {
  if (before.message!.published !== after.message!.published) {
    const isPublished = after.message!.published === true;
    comparison.tellOf(after, {
      code: isPublished ? 'MESSAGE_PUBLISHED' : 'MESSAGE_WITHDRAWN',
      path: after.id,
      impact: isPublished ? 'safe' : 'breaking',
      direction: isPublished ? bothWays : { ...bothWays, forward: false, elsewhere: false },
      why: isPublished
        ? 'Other contexts may rely on it from now on.'
        : 'Other contexts that rely on it receive it no more.',
      fix: 'Deprecate it first, and withdraw it when nobody reads it.',
    });
  }
  const [wasLenient, isLenient] = [before.message!.lenient === true, after.message!.lenient === true];
  if (wasLenient !== isLenient) {
    comparison.tellOf(after, {
      code: 'LENIENCY_CHANGED',
      path: after.id,
      impact: isLenient || comparison.options.allowUnversioned === true ? 'safe' : 'breaking',
      direction: isLenient ? widened : narrowed,
      why: isLenient
        ? 'Stored keys that no field has are passed over from now on.'
        : 'Stored keys that no field has were passed over, and are refused from now on.',
      fix: 'Stay lenient, or make sure that nothing stored has such keys.',
    });
  }
}

/** `Banking.Opened` of `Banking.Opened.v2`. */
function baseOf(type: string): string {
  return type.replace(/\.v\d+$/, '');
}
