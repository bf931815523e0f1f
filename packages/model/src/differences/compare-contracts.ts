import type { ElementDocument } from '../document/element-document.js';
import { compatibilityOf, type Direction } from './compatibility.js';
import type { Comparison } from './comparison.js';
import { containersOf } from './containers.js';
import { contractOf, fixOf, impactOf, type Contract } from './contract-impact.js';
import { compareFields, directionOf, type FieldChange } from './field-changes.js';
import type { Impact } from './model-difference.js';
import { readingOf, roleOf } from './reading.js';
import { isRemovalDue } from './release.js';
import { upcastersBetween } from './upcast-path.js';

/** An element as it was and as it is. */
export interface ElementPair {
  readonly before: ElementDocument;
  readonly after: ElementDocument;
}

/** Compares the fields of all elements that have any. */
export function compareContracts(comparison: Comparison, pairs: readonly ElementPair[]): void {
  const containers = containersOf(comparison.before.elements);
  const byFormerId = new Map(pairs.map((pair) => [pair.before.id, pair]));
  for (const pair of pairs) {
    const { before, after } = pair;
    const reading = readingOf(before, after, comparison.findAfter);
    if (reading === undefined) continue;
    const changes = compareFields(before, after, reading, comparison.content.within(reading));
    if (changes.length === 0) continue;
    const holders = (containers.get(before.id) ?? []).flatMap(({ id }) => byFormerId.get(id) ?? []);
    const contracts =
      reading.role === 'part'
        ? holders.flatMap((holder) => contractOfPair(comparison, holder) ?? [])
        : [contractOfPair(comparison, pair)!];
    for (const change of changes) tellField(comparison, pair, change, contracts);
    tellVerdict(comparison, pair, directionOf(changes), contracts);
  }
}

function contractOfPair(comparison: Comparison, { before, after }: ElementPair): Contract | undefined {
  const role = roleOf(after, comparison.findAfter);
  if (role === undefined || role === 'part') return undefined;
  const isUpcast = upcastersBetween(before, after, comparison.findAfter) !== undefined;
  return contractOf(after, role, isUpcast);
}

function tellField(
  comparison: Comparison,
  { before, after }: ElementPair,
  change: FieldChange,
  contracts: readonly Contract[],
): void {
  const { code, kind, direction, within, isNote, changesMeaning, former, current } = change;
  const { contract, impact: worst } = gravest(comparison, direction, contracts);
  const announced = kind === 'removed' ? announcementOf(comparison, former!) : {};
  const impact: Impact = isNote
    ? 'informational'
    : announced.isDue
      ? 'safe'
      : changesMeaning
        ? meaning(worst)
        : worst;
  const isUpcast = contract?.isUpcast === true && !direction.backward && impact !== 'breaking';
  comparison.tellOf(after, {
    code,
    path: `${after.id}.${(current ?? former!).name}${within}`,
    kind,
    impact,
    direction,
    why: announced.why === undefined ? change.why : `${change.why} ${announced.why}`,
    fix: contract && fixOf(direction, contract),
    ...(change.before === undefined ? {} : { before: change.before }),
    ...(change.after === undefined ? {} : { after: change.after }),
    mitigation: announced.isDue
      ? announced.why
      : isUpcast
        ? upcastersBetween(before, after, comparison.findAfter)?.join(', ')
        : undefined,
  });
}

/** What has another meaning is never read rightly, whatever its form. */
function meaning(impact: Impact): Impact {
  return impact === 'informational' ? 'safe' : impact;
}

function tellVerdict(
  comparison: Comparison,
  { before, after }: ElementPair,
  direction: Direction,
  contracts: readonly Contract[],
): void {
  const versions =
    before.message && after.message && ([before.message.version, after.message.version] as const);
  comparison.contracts.push({
    element: after.id,
    compatibility: compatibilityOf(direction),
    impact: gravest(comparison, direction, contracts).impact,
    ...(versions === undefined ? {} : { versions }),
  });
}

function gravest(
  { options }: Comparison,
  direction: Direction,
  contracts: readonly Contract[],
): { readonly contract?: Contract; readonly impact: Impact } {
  const order: readonly Impact[] = ['breaking', 'informational', 'safe'];
  const judged = contracts.map((contract) => ({ contract, impact: impactOf(direction, contract, options) }));
  judged.sort((one, other) => order.indexOf(one.impact) - order.indexOf(other.impact));
  return judged[0] ?? { impact: 'safe' };
}

function announcementOf(
  { options: { version } }: Comparison,
  { deprecated }: Pick<ElementDocument, 'deprecated'>,
): { readonly isDue?: boolean; readonly why?: string } {
  if (deprecated?.removal === undefined) return {};
  const isDue = isRemovalDue(deprecated, version);
  return isDue === true
    ? { isDue, why: `Its removal was announced for ${deprecated.removal}.` }
    : { why: `It was announced to stay until ${deprecated.removal}.` };
}
