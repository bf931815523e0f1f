// Reads diagrams with Mermaid's own parser: texts in, as a JSON array; for each, its type or what Mermaid said, out.
// A process of its own, because Mermaid wants a document among the globals as soon as it is loaded.
import { text } from 'node:stream/consumers';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><title>parser</title>');
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import('mermaid');
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });

const results = [];
for (const diagram of JSON.parse(await text(process.stdin))) {
  try {
    const { diagramType } = await mermaid.parse(diagram);
    results.push({ type: diagramType });
  } catch (error) {
    results.push({ error: String(error?.message ?? error), diagram });
  }
}
process.stdout.write(JSON.stringify(results), () => process.exit(0));
