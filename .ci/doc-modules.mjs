// Makes modules of documentation blocks: joins those that continue each other, turns the comments that promise
// a result into assertions, and remembers where every line came from.
/**
 * Modules `{ path, text, run, blocks, origins }`, in the order of the pages; `origins[i]` is where line i came from.
 * `world` says what fragments may use without importing it: names and kinds ("value" or "type") by module.
 */
export function modulesOf(blocks, world) {
  const modules = [];
  let last;
  for (const block of blocks) {
    const before = last?.page === block.page ? last : undefined;
    const fragment = isFragment(block);
    if (block.words.has('continue') && before === undefined) {
      throw new Error(`${block.page}:${block.line}: there is no block before this one to continue`);
    }
    const joins = before !== undefined && !isSource(block.page) && fragment;
    if (joins || block.words.has('continue')) last.parts.push(block);
    else modules.push((last = { page: block.page, parts: [block] }));
  }
  return modules.map(({ page, parts }) => assemble(page, parts, world));
}

const isSource = (page) => page.endsWith('.ts');

/** An example in a doc comment that imports nothing is a fragment, marked or not. */
function isFragment({ page, words, lines }) {
  if (words.has('fragment')) return true;
  return isSource(page) && !words.has('continue') && !lines.some((line) => /^import\b/.test(line));
}

function assemble(page, blocks, world) {
  const module = new Lines();
  for (const block of blocks) {
    if (isFragment(block)) putFragment(module, block);
    else block.lines.forEach((line, index) => module.put(withOutcome(line), block, index));
  }
  const folder = page.replaceAll(/[^\w./-]/g, '_').replace(/\.(md|ts)$/, (_, ending) => `-${ending}`);
  const path = `${folder}/${blocks[0].file ?? `line-${blocks[0].line}.ts`}`;
  const up = '../'.repeat(path.split('/').length - 1);
  if (blocks.some(isFragment))
    for (const line of importsOf(module, world, up)) module.put(line, blocks[0], 0);
  if (module.uses('__outcome')) module.put(`import { __outcome } from '${up}doc-outcome.js';`, blocks[0], 0);
  module.put('export {};', blocks[0], 0);
  const run = blocks.some(({ words }) => words.has('run'));
  return { path, text: `${module.lines.join('\n')}\n`, run, blocks, origins: module.origins };
}

/** Lines of a module, each with the block and the line of the page it came from. */
class Lines {
  lines = [];
  origins = [];

  put(line, block, index) {
    this.lines.push(line);
    this.origins.push({ block, line: block.line + index });
  }

  uses(name) {
    return this.lines.some((line) => new RegExp(`(?<![\\w.])${name}\\b`).test(line));
  }

  /** At the top level of the module, imported names included. */
  declares(name) {
    const declaration = new RegExp(
      `^(export )?(abstract )?(class|const|let|function|enum|type|interface) ${name}\\b`,
    );
    const imported = new RegExp(`^import\\b[^'"]*[{,\\s]${name}[\\s,}]`);
    const text = this.lines
      .join('\n')
      .replaceAll(/^import[^;]*;/gm, (statement) => statement.replaceAll('\n', ' '));
    return text.split('\n').some((line) => declaration.test(line) || imported.test(line));
  }
}

/** A fragment has a scope of its own; members of a class without their class get one. */
function putFragment(module, block) {
  const name = `__fragment${module.lines.length}`;
  const first = block.lines.find((line) => line.trim() !== '' && !line.startsWith('//')) ?? '';
  const members = /^(@(field|invariant|handle|apply|on)|get|set|static|readonly|declare)\b/.test(first);
  const [open, close] = members
    ? [`export class ${name} { [name: string]: any;`, '}']
    : [`export async function ${name}(): Promise<unknown> {`, 'return; }'];
  module.put(open, block, 0);
  block.lines.forEach((line, index) => {
    // `{ … }` is a body left out; throwing fits any result it should have.
    const whole = line.replaceAll(/\{ … \}/g, "{ throw new Error('left out'); }");
    const inside = members
      ? whole
      : whole.replace(/^export (?=(abstract )?(class|const|function|enum)\b)/, '');
    module.put(members ? inside : withOutcome(inside), block, index);
  });
  module.put(close, block, block.lines.length - 1);
}

function importsOf(module, world, up) {
  const taken = new Set();
  return Object.entries(world).flatMap(([from, names]) => {
    const wanted = Object.entries(names).filter(
      ([name]) => !taken.has(name) && module.uses(name) && !module.declares(name),
    );
    for (const [name] of wanted) taken.add(name);
    const list = wanted.map(([name, kind]) => (kind === 'type' ? `type ${name}` : name));
    const target = from.startsWith('./') ? `${up}${from.slice(2)}` : from;
    return list.length === 0 ? [] : [`import { ${list.join(', ')} } from '${target}';`];
  });
}

/** `expression; // throws Name`, `await expression; // rejects Name` and `expression; // => value` are checked. */
function withOutcome(line) {
  const throws = /^(\s*)(.+?);\s*\/\/ (throws|rejects(?: with)?) ([A-Z]\w*)/.exec(line);
  if (throws) {
    const [, indent, expression, verb, name] = throws;
    if (verb === 'throws') return `${indent}__outcome.throws(() => { ${expression}; }, '${name}');`;
    return `${indent}await __outcome.rejects(async () => { ${expression}; }, '${name}');`;
  }
  const equals = /^(\s*)(?!return\b)(.+?);\s*\/\/ => (.+)$/.exec(line);
  if (!equals) return line;
  const [, indent, expression, value] = equals;
  const declared = /^(?:const|let) (\w+)\b.*?=/.exec(expression)?.[1];
  if (declared) return `${indent}${expression}; __outcome.is(${declared}, ${value});`;
  return `${indent}__outcome.is(${expression}, ${value});`;
}
