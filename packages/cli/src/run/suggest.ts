/** The known name that was probably meant; undefined when none is near. */
export function suggest(name: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = distanceBetween(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

/** How many letters have to be added, removed, replaced or swapped with their neighbour. */
function distanceBetween(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let at = 1; at <= one.length; at += 1) {
    const row = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const replaced = rows[at - 1]![to - 1]! + (one[at - 1] === other[to - 1] ? 0 : 1);
      const isSwapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      const swapped = isSwapped ? rows[at - 2]![to - 2]! + 1 : Infinity;
      row.push(Math.min(rows[at - 1]![to]! + 1, row[to - 1]! + 1, replaced, swapped));
    }
    rows.push(row);
  }
  return rows[one.length]![other.length]!;
}
