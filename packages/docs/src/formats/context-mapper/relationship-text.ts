import type { RelationshipDocument } from '@domainry/model';

/** Roles of the upstream and of the downstream context, by the words people have for the pattern. */
const patterns: Readonly<
  Record<string, { readonly upstream?: string; readonly downstream?: string; readonly both?: string }>
> = {
  partnership: { both: 'P' },
  'shared-kernel': { both: 'SK' },
  'customer-supplier': { upstream: 'S', downstream: 'C' },
  conformist: { downstream: 'CF' },
  'anticorruption-layer': { downstream: 'ACL' },
  'open-host-service': { upstream: 'OHS' },
  'published-language': { upstream: 'PL' },
};

/** How one context relates to another: `Ordering [U,S]->[D,C] Billing`. Patterns that CML does not know say only who depends on whom. */
export function relationshipText(
  context: string,
  other: string,
  { as, direction }: Pick<RelationshipDocument, 'as' | 'direction'>,
): string {
  const pattern = Object.hasOwn(patterns, as) ? patterns[as]! : {};
  if (pattern.both !== undefined) {
    const [first, second] = [context, other].sort();
    return `${first!} [${pattern.both}]<->[${pattern.both}] ${second!}\n`;
  }
  const [upstream, downstream] = direction === 'downstream' ? [other, context] : [context, other];
  const roles = (side: string, role: string | undefined): string =>
    role === undefined ? side : `${side},${role}`;
  return `${upstream} [${roles('U', pattern.upstream)}]->[${roles('D', pattern.downstream)}] ${downstream}\n`;
}
