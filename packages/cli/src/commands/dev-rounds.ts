import type { ModelDifference } from '@domainry/model';
import { loadModels, type LoadedModels, type LoadingContext } from '../load/load-models.js';
import { CommandError } from '../run/command-error.js';
import { openAddress } from '../run/open-address.js';
import { writeDiagnostic } from '../run/write-diagnostic.js';
import { Page } from '../text/page.js';
import { styleFor } from '../text/style.js';
import { devKeys } from './dev-keys.js';
import { devSite } from './dev-site.js';
import { summaryOf, writeSummary } from './dev-summary.js';
import { compareAll } from './model-diff.js';
import { writeDifference } from './write-difference.js';

/** What `domainry dev` does time and again, and what it remembers from one time to the next. */
export class DevRounds {
  readonly #context: LoadingContext;
  readonly #site: ReturnType<typeof devSite>;
  #last: LoadedModels | undefined;

  /** @param context - its signal ends what is under way. */
  constructor(context: LoadingContext) {
    this.#context = context;
    this.#site = devSite(context);
  }

  /** Loads the domains, and tells what changed since they were loaded last. */
  async load(): Promise<void> {
    const { config, flags } = this.#context;
    const last = this.#last;
    await this.#reporting(async () => {
      const now = await loadModels(this.#context);
      const differences = last === undefined ? [] : compareAll(last.documents, now.documents);
      if (flags.json) this.#tellJson({ ...summaryOf(now, config), differences });
      else if (last === undefined) this.#print((page) => writeSummary(page, now, config));
      else this.#print((page) => writeChanges(page, differences));
      this.#last = now;
      await this.#site.refresh(now);
    });
  }

  /** Shows the documentation of what was loaded last. */
  async open(): Promise<void> {
    const { note, surroundings } = this.#context;
    const last = this.#last;
    if (last === undefined) {
      note('There is nothing to open before the domains could be loaded.');
      return;
    }
    await this.#reporting(async () => {
      const address = await this.#site.open(last);
      this.#print((page) => page.text(address));
      if (!(await openAddress(address, surroundings.env)))
        note('No browser could be started; the address is above.');
    });
  }

  /** Tells the keys. */
  help(): void {
    this.#print((page) => page.entries(Object.entries(devKeys)));
  }

  /** Ends what is served. */
  end(): void {
    this.#site.close();
  }

  /** What a command would end with, a watch goes on after. */
  async #reporting(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CommandError) || this.#context.surroundings.signal.aborted) throw error;
      if (this.#context.flags.json) this.#tellJson({ diagnostics: error.diagnostics });
      else
        this.#print((page) => error.diagnostics.forEach((diagnostic) => writeDiagnostic(page, diagnostic)));
    }
  }

  #tellJson(line: object): void {
    this.#context.surroundings.stdout.write(`${JSON.stringify(line)}\n`);
  }

  #print(write: (page: Page) => void): void {
    const { stdout, env } = this.#context.surroundings;
    const page = new Page(styleFor(stdout, env, this.#context.flags.color));
    write(page);
    stdout.write(page.toString());
  }
}

function writeChanges(page: Page, differences: readonly ModelDifference[]): void {
  const changed = differences.filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) page.text({ text: 'The model is the same.', look: 'dim' });
  else writeDifference(page, changed);
}
