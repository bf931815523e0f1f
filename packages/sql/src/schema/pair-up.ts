interface Named {
  readonly name: string;
  readonly of: string;
}

/**
 * Each thing that is wanted with what it was before, and what nobody wants: recognised by its name in the store, by what it is for,
 * and by `renamedFrom`.
 */
export function pairUp<Before extends Named, Wanted extends Named & { readonly formerly: readonly string[] }>(
  before: readonly Before[],
  wanted: readonly Wanted[],
): { readonly pairs: readonly (readonly [Before | undefined, Wanted])[]; readonly gone: readonly Before[] } {
  const names = new Set(wanted.map(({ name }) => name));
  const free = new Set(before);
  const found = new Map<Wanted, Before>();
  const claim = (isMeant: (one: Before, other: Wanted) => boolean): void => {
    for (const each of wanted) {
      if (found.has(each)) continue;
      const known = [...free].find((one) => isMeant(one, each));
      if (known === undefined) continue;
      found.set(each, known);
      free.delete(known);
    }
  };
  claim((one, each) => one.name === each.name);
  claim((one, each) => one.of === each.of && !names.has(one.name));
  claim((one, each) => each.formerly.includes(one.of) && !names.has(one.name));
  return { pairs: wanted.map((each) => [found.get(each), each] as const), gone: [...free] };
}
