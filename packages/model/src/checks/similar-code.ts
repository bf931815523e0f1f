/** The known code that was most likely meant: one that up to two letters, added, left out or replaced, lead to. */
export function similarCode(code: string, known: readonly string[]): string | undefined {
  return known.find((each) => Math.abs(each.length - code.length) <= 2 && editsBetween(code, each) <= 2);
}

/** How many letters have to be added, left out or replaced. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 0; at < one.length; at += 1) {
    const next = [at + 1];
    for (let to = 0; to < other.length; to += 1) {
      next.push(Math.min(row[to + 1]! + 1, next[to]! + 1, row[to]! + (one[at] === other[to] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length]!;
}
