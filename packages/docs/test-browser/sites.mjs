/* oxlint-disable no-console -- what it found is its result */
// Writes the sites that are looked at. Run as a program, it writes one and tells what that took:
// node sites.mjs <bookshop|hostile|large> <folder>
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { checkModels, compareModels, landscapeOf } from '@domainry/model';
import { renderMarkdown, renderSingleFile, renderSite, llmsText, writeSite } from '@domainry/docs';

/** The fixtures are TypeScript; they are bundled beside this file, for as long as they are read. */
async function fixtures() {
  const here = dirname(fileURLToPath(import.meta.url));
  const outfile = join(here, `.fixtures-${process.pid}.mjs`);
  await build({
    stdin: {
      contents: "export * from '../test/bookshop.ts'; export { largeModels } from './large-models.ts'",
      resolveDir: here,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outfile,
    logLevel: 'error',
  });
  try {
    return await import(outfile);
  } finally {
    rmSync(outfile);
  }
}

/** What a site is made of, by its name. */
export async function inputOf(name) {
  const { bookshop, hostileBookshop, largeModels } = await fixtures();
  const documents = { bookshop, hostile: hostileBookshop, large: largeModels?.(1000) }[name];
  const findings = checkModels(landscapeOf(documents));
  if (name !== 'bookshop') return { documents, findings };
  const [billing, ordering] = documents;
  const before = { ...ordering, elements: ordering.elements.filter((each) => each.name !== 'GiftWrapOrder') };
  const input = {
    documents: [billing, ordering],
    findings,
    changes: [{ from: '1.0.0', to: '1.1.0', differences: [compareModels(before, ordering)] }],
    options: { title: 'Bookshop', description: 'Sells books, sends them, and asks for money.' },
  };
  const companions = new Map([...(await renderMarkdown(input)), ['llms.txt', llmsText(input)]]);
  return { ...input, options: { ...input.options, companions } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , name, folder] = process.argv;
  const input = await inputOf(name);
  const started = performance.now();
  const files = await renderSite(input);
  await writeSite(files, folder);
  const seconds = (performance.now() - started) / 1000;
  if (name === 'bookshop') {
    await writeSite(new Map([['single.html', await renderSingleFile(input)]]), `${folder}-single`);
  }
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ files: files.size, seconds, cpuSeconds: (user + system) / 1e6, megabytes }));
}
