import type { LoadedModels } from '../load/load-models.js';
import type { ProjectConfig } from '../load/read-config.js';
import { counted } from '../text/counted.js';
import type { Page } from '../text/page.js';
import { examineProject } from './findings.js';

/** What there is, in numbers. */
export function summaryOf(
  { landscape, domains }: LoadedModels,
  config: ProjectConfig,
): { contexts: { name: string; elements: number }[]; findings: number } {
  return {
    contexts: domains.map(({ context, elements }) => ({ name: context, elements })),
    findings: examineProject(landscape, config).findings.length,
  };
}

/** Writes the same for people. */
export function writeSummary(page: Page, models: LoadedModels, config: ProjectConfig): void {
  const { contexts, findings } = summaryOf(models, config);
  page.entries(contexts.map(({ name, elements }) => [name, counted(elements, 'element')]));
  page.text(findings === 0 ? 'No findings.' : `${counted(findings, 'finding')}; see domainry check.`);
}
