/** A kind of element inside a sentence: `an event`, `a command`. */
export function phraseKind(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

/** Several kinds, of which one is meant: `an aggregate or a processManager`. */
export function phraseKinds(kinds: readonly string[]): string {
  return kinds.map(phraseKind).join(' or ');
}
