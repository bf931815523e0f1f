import type { ElementDocument } from '../document/element-document.js';
import type { Comparison } from './comparison.js';
import { compareContracts, type ElementPair } from './compare-contracts.js';
import { compareHandlers, tellHandlersRemoved } from './compare-handlers.js';
import { compareMessages } from './compare-messages.js';
import { compareRules } from './compare-rules.js';
import { compareStorage } from './compare-storage.js';
import { bothWays, neitherWay, widened } from './compatibility.js';
import type { Impact } from './model-difference.js';
import { isRemovalDue } from './release.js';
import { upcastersFrom } from './upcast-path.js';

/** Compares all elements of two models. */
export function compareElements(comparison: Comparison): void {
  const { pairs, added, removed } = pairElements(comparison);
  for (const element of removed) tellRemoved(comparison, element);
  for (const element of added) {
    comparison.tellOf(element, {
      code: 'ELEMENT_ADDED',
      path: element.id,
      kind: 'added',
      impact: 'safe',
      direction: bothWays,
      why: 'Nobody knew it before.',
      after: element.kind,
    });
  }
  const alike: ElementPair[] = [];
  for (const pair of pairs) {
    compareNature(comparison, pair);
    if (pair.before.kind !== pair.after.kind) continue;
    alike.push(pair);
    compareMessages(comparison, pair);
    compareStorage(comparison, pair);
    compareRules(comparison, pair);
    compareHandlers(comparison, pair);
  }
  compareContracts(comparison, alike);
}

interface Pairing {
  readonly pairs: readonly ElementPair[];
  readonly added: readonly ElementDocument[];
  readonly removed: readonly ElementDocument[];
}

/** By id, then by former name; a former version that was kept beside the new one is nothing new. */
function pairElements({ before, after }: Comparison): Pairing {
  const old = new Map(before.elements.map((element) => [element.id, element]));
  const pairs: ElementPair[] = [];
  const unknown: ElementDocument[] = [];
  for (const element of after.elements) {
    const former = old.get(element.id);
    if (former === undefined) unknown.push(element);
    else pairs.push({ before: former, after: element });
    old.delete(element.id);
  }
  const added: ElementDocument[] = [];
  const types = new Set(before.elements.flatMap(({ message }) => message?.type ?? []));
  for (const element of unknown) {
    const names = element.message?.renamedFrom ?? [];
    const former = [...old.values()].find(
      ({ kind, id, name }) => kind === element.kind && (names.includes(name) || names.includes(id)),
    );
    if (former !== undefined) {
      pairs.push({ before: former, after: element });
      old.delete(former.id);
    } else if (element.message === undefined || !types.has(element.message.type)) added.push(element);
  }
  return { pairs, added, removed: [...old.values()] };
}

function compareNature(comparison: Comparison, { before, after }: ElementPair): void {
  const path = after.id;
  if (before.kind !== after.kind) {
    comparison.tellOf(after, {
      code: 'ELEMENT_KIND_CHANGED',
      path,
      impact: 'breaking',
      direction: neitherWay,
      why: 'What relied on it as what it was does so in vain.',
      fix: 'Give the new element a name of its own, and deprecate the former one.',
      before: before.kind,
      after: after.kind,
    });
    return;
  }
  if (before.id !== after.id) {
    comparison.tellOf(after, {
      code: 'ELEMENT_RENAMED',
      path,
      impact: 'safe',
      direction: widened,
      why: 'Its former name is still known.',
      before: before.id,
      after: after.id,
    });
  }
  if (before.abstract !== after.abstract && after.abstract === true) {
    comparison.tellOf(after, {
      code: 'ELEMENT_MADE_ABSTRACT',
      path,
      impact: 'breaking',
      direction: neitherWay,
      why: 'There are no instances of it any more.',
      fix: 'Keep a concrete element of this name.',
    });
  }
  if (before.belongsTo !== after.belongsTo) {
    comparison.tellOf(after, {
      code: 'ELEMENT_MOVED',
      path,
      impact: 'informational',
      why: 'Another element answers for it.',
      before: before.belongsTo ?? null,
      after: after.belongsTo ?? null,
    });
  }
  compareNotes(comparison, { before, after });
}

function compareNotes(comparison: Comparison, { before, after }: ElementPair): void {
  const path = after.id;
  if ((before.deprecated === undefined) !== (after.deprecated === undefined)) {
    const { since = '', removal, use } = after.deprecated ?? {};
    const later = removal === undefined ? '' : `, to go away at ${removal}`;
    comparison.tellOf(after, {
      code: after.deprecated === undefined ? 'ELEMENT_REINSTATED' : 'ELEMENT_DEPRECATED',
      path,
      impact: 'informational',
      why:
        after.deprecated === undefined
          ? 'It stays.'
          : `It should not be used since ${since}${later}${use === undefined ? '.' : `: use ${use}.`}`,
    });
  }
  if (before.description !== after.description) {
    comparison.tellOf(after, {
      code: 'DESCRIPTION_CHANGED',
      path,
      impact: 'informational',
      why: 'Its meaning is told in other words.',
      before: before.description ?? null,
      after: after.description ?? null,
    });
  }
  const names = new Set([...Object.keys(before.options), ...Object.keys(after.options)]);
  for (const name of [...names].sort()) {
    const [old, now] = [before.options[name], after.options[name]];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    comparison.tellOf(after, {
      code: 'OPTION_CHANGED',
      path: `${path}.${name}`,
      impact: 'informational',
      why: `Its option ${name} is another.`,
      before: old ?? null,
      after: now ?? null,
    });
  }
}

function tellRemoved(comparison: Comparison, element: ElementDocument): void {
  const { deprecated } = element;
  const loss = lossOf(comparison, element);
  const isDue = isRemovalDue(deprecated, comparison.options.version) === true;
  const isPremature = deprecated?.removal !== undefined && !isDue;
  comparison.tellOf(element, {
    code: 'ELEMENT_REMOVED',
    path: element.id,
    kind: 'removed',
    impact: isDue && loss.impact === 'breaking' ? 'safe' : loss.impact,
    ...(loss.impact === 'breaking' ? { direction: neitherWay } : {}),
    why: isPremature ? `${loss.why} It was announced to stay until ${deprecated.removal}.` : loss.why,
    fix: loss.fix,
    before: element.kind,
    ...(isDue ? { mitigation: `Its removal was announced for ${deprecated?.removal}.` } : {}),
  });
  tellHandlersRemoved(comparison, element);
}

interface Loss {
  readonly impact: Impact;
  readonly why: string;
  readonly fix?: string;
}

/** What is lost with an element. */
function lossOf(comparison: Comparison, element: ElementDocument): Loss {
  const { kind, name, message } = element;
  const announce = `Deprecate ${name} first: { deprecated: { since, removal } }.`;
  switch (kind) {
    case 'event':
    case 'command': {
      const current = comparison.findAfter(element.id.replace(/\.v\d+$/, ''))?.message;
      if (
        message !== undefined &&
        current !== undefined &&
        upcastersFrom(current, message.version) !== undefined
      ) {
        return { impact: 'safe', why: 'What is stored of this version is brought to the one of today.' };
      }
      return kind === 'event'
        ? { impact: 'breaking', why: 'What is stored of it cannot be read any more.', fix: announce }
        : { impact: 'breaking', why: 'Whoever sends it is refused.', fix: announce };
    }
    case 'query':
      return { impact: 'breaking', why: 'Whoever asks it is refused.', fix: announce };
    case 'aggregate':
      return { impact: 'breaking', why: 'What is stored of it is out of reach.', fix: announce };
    case 'projection':
      return { impact: 'breaking', why: 'Whoever reads it finds nothing.', fix: announce };
    case 'processManager':
      return {
        impact: 'breaking',
        why: 'Processes that are under way never end.',
        fix: 'Let the processes that are under way end first.',
      };
    default:
      return { impact: 'safe', why: 'Nothing outside of this context has it in hand.' };
  }
}
