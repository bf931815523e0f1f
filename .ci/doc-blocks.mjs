// Finds the TypeScript blocks of the documentation: in Markdown pages and in the @example parts of TSDoc.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projects, root } from './workspace.mjs';

const WORDS = new Set(['run', 'continue', 'fragment', 'standard', 'legacy']);

/** Each block: `{ page, line, words, file, lines }`; `line` is where its first line of code stands, 1-based. */
export function allBlocks() {
  return [...pages(), ...sources()].flatMap((page) => blocksOf(page));
}

export function blocksOf(page, text = readFileSync(join(root, page), 'utf8')) {
  const lines = page.endsWith('.ts') ? exampleLines(text) : text.split('\n');
  const blocks = [];
  let open;
  lines.forEach((line, index) => {
    const fence = /^(\s*)(`{3,}|~{3,})\s*([\w-]*)\s*(.*)$/.exec(line);
    if (open) {
      if (fence?.[2].startsWith(open.fence) && fence[3] === '') {
        if (open.block) blocks.push(open.block);
        open = undefined;
      } else
        open.block?.lines.push(
          line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart(),
        );
    } else if (fence) {
      const [, indent, marks, language, info] = fence;
      const block = /^(ts|typescript)$/.test(language)
        ? { page, line: index + 2, ...marksOf(info, page, index + 1), lines: [] }
        : undefined;
      open = { indent, fence: marks, block };
    }
  });
  if (open?.block) throw new Error(`${page}:${open.block.line}: the block is never closed`);
  return blocks;
}

function marksOf(info, page, line) {
  const marks = { words: new Set(), file: undefined };
  for (const word of info.split(/\s+/).filter(Boolean)) {
    if (word.startsWith('file=')) marks.file = word.slice('file='.length);
    else if (WORDS.has(word)) marks.words.add(word);
    else
      throw new Error(`${page}:${line}: unknown mark "${word}"; expected ${[...WORDS].join(', ')} or file=…`);
  }
  return marks;
}

/** A source file with everything blanked but the text of its doc comments after an @example. */
function exampleLines(text) {
  let inComment = false;
  let inExample = false;
  let inFence = false;
  return text.split('\n').map((line) => {
    if (/^\s*\/\*\*/.test(line)) inComment = true;
    if (!inComment) return '';
    const content = line.replace(/^\s*\/?\*+ ?/, '').replace(/\*\/\s*$/, '');
    const tag = inFence ? undefined : /^@(\w+)/.exec(content)?.[1];
    if (tag) inExample = tag === 'example';
    const shown = inExample && !tag ? content : '';
    if (/^\s*(`{3}|~{3})/.test(content)) inFence = !inFence;
    if (/\*\/\s*$/.test(line)) inComment = inExample = inFence = false;
    return shown;
  });
}

function pages() {
  const readmes = ['.', ...projects('packages', 'examples', 'benchmarks')].map((folder) =>
    join(folder, 'README.md'),
  );
  return [...readmes, 'CONTRIBUTING.md', ...filesIn('docs', '.md')].filter((page) =>
    existsSync(join(root, page)),
  );
}

function sources() {
  return projects('packages').flatMap((folder) => filesIn(join(folder, 'src'), '.ts'));
}

function filesIn(folder, ending) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !/(^|\/)node_modules\//.test(name))
    .sort()
    .map((name) => relative(root, join(root, folder, name)));
}
