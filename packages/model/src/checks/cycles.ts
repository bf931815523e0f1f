import { compare } from '../document/compare.js';

/**
 * The groups of nodes that lead to each other, directly or by others; each in alphabetical order.
 *
 * @param ways - where each node leads to.
 */
export function cyclesOf(ways: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const nodes = [...ways.keys()].sort(compare);
  const reach = new Map(nodes.map((node) => [node, reachedFrom(node, ways)]));
  const done = new Set<string>();
  const cycles: (readonly string[])[] = [];
  for (const node of nodes) {
    if (done.has(node) || !reach.get(node)!.has(node)) continue;
    const cycle = nodes.filter((other) => reach.get(node)!.has(other) && reach.get(other)!.has(node));
    for (const each of cycle) done.add(each);
    if (cycle.length > 1) cycles.push(cycle);
  }
  return cycles;
}

function reachedFrom(node: string, ways: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const reached = new Set(ways.get(node));
  // A set that grows is walked to its new end.
  for (const each of reached) for (const next of ways.get(each) ?? []) reached.add(next);
  return reached;
}
