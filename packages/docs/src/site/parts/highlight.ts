const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What a word of code may be, by the class it gets; the first that fits counts. */
const words = [
  ['comment', String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`],
  ['key', String.raw`"(?:[^"\\\n]|\\.)*"(?=\s*:)`],
  ['string', String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\x60(?:[^\x60\\]|\\.)*\x60`],
  ['number', String.raw`\b\d+(?:\.\d+)?\b`],
  [
    'keyword',
    String.raw`\b(?:import|export|from|const|let|class|interface|type|extends|readonly|new|return|await|async|message|syntax|package|repeated|optional|reserved|enum|true|false|null|undefined)\b`,
  ],
] as const;

const pattern = new RegExp(words.map(([name, source]) => `(?<${name}>${source})`).join('|'), 'g');

/** Colours for code that is JSON, TypeScript or Protobuf; any other text comes back as it is, made safe for HTML. */
export function highlight(code: string, language: string): string {
  if (!/^(json|ts|typescript|js|javascript|proto|protobuf|avro)$/.test(language)) return escaped(code);
  let html = '';
  let end = 0;
  for (const match of code.matchAll(pattern)) {
    const [name] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? ['text'];
    html += `${escaped(code.slice(end, match.index))}<span class="code-${name}">${escaped(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escaped(code.slice(end));
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => escapes[character]!);
}
