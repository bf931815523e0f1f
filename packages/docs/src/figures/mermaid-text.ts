/**
 * How Mermaid spells characters that mean something to it, or to the HTML it makes: as `#` entities, which it keeps
 * until it draws.
 */
const spelled: Readonly<Record<string, string>> = {
  '"': '#quot;',
  '#': '#35;',
  '&': '#amp;',
  '<': '#lt;',
  '>': '#gt;',
  '`': '#96;',
  '%': '#37;',
  ';': '#59;',
  ':': '#58;',
  '{': '#123;',
  '}': '#125;',
  '[': '#91;',
  ']': '#93;',
  '(': '#40;',
  ')': '#41;',
  '|': '#124;',
  '\\': '#92;',
  '~': '#126;',
  '*': '#42;',
  _: '#95;',
  $: '#36;',
  '@': '#64;',
  '=': '#61;',
  '-': '#45;',
  ',': '#44;',
  '+': '#43;',
  '/': '#47;',
  '!': '#33;',
  '^': '#94;',
  "'": '#39;',
};

/** Characters that read as part of a word or a sentence in the middle of a label, in every kind of diagram. */
const harmless = new Set([
  '_',
  '-',
  ',',
  '/',
  '=',
  "'",
  '+',
  '!',
  '*',
  '^',
  '@',
  '$',
  '(',
  ')',
  '[',
  ']',
  ':',
  '|',
  '{',
  '}',
  '~',
]);

/** Longer texts are cut: no diagram is read for them. */
const mostCharacters = 80;

// oxlint-disable-next-line no-control-regex -- these end a line, or turn the text after them
const breaking = /[\u0000-\u001f\u007f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** A text between quotation marks: of nodes, of lines of flow charts, of states. */
export function quoted(text: string): string {
  return `"${spell(text, (character) => !harmless.has(character)) || '#160;'}"`;
}

/** A text that goes to the end of its line: of messages, of transitions, of relations. */
export function plain(text: string): string {
  // A word that stands alone may be a keyword to Mermaid: `end` closes blocks.
  const told = spell(text, () => true).replace(/\bend\b/gi, (end) => `#${end.charCodeAt(0)};${end.slice(1)}`);
  return told === '' ? '#160;' : told;
}

/** A name for nodes that is letters and digits only, by position: names of the model may hold anything. */
export function nodeName(position: number): string {
  return `n${position}`;
}

/** A word made of letters, digits and `_`, for the places where Mermaid takes nothing else. */
export function word(text: string): string {
  const kept = cut(text, 60).replace(/[^A-Za-z0-9_]+/g, '_');
  return /^[A-Za-z]/.test(kept) ? kept : `_${kept}`;
}

function spell(text: string, isSpelled: (character: string) => boolean): string {
  return cut(text.replace(breaking, ' ').trim(), mostCharacters).replace(
    /["#&<>`%;:{}[\]()|\\~*_$@=\-,+/!^']/g,
    (character) => (isSpelled(character) ? spelled[character]! : character),
  );
}

function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
