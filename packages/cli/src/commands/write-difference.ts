import { changeTitles, type ModelDifference } from '@domainry/model';
import type { Page } from '../text/page.js';
import type { Look } from '../text/style.js';

const looks: Readonly<Record<string, Look>> = { breaking: 'red', safe: 'green', informational: 'dim' };
const signs = { added: '+', removed: '-', changed: '~' } as const;

/** What changed, context by context, breaking changes first. */
export function writeDifference(page: Page, differences: readonly ModelDifference[]): void {
  for (const { context, changes } of differences) {
    page.heading(context);
    if (changes.length === 0) page.text('Nothing changed.');
    for (const impact of ['breaking', 'safe', 'informational'] as const) {
      for (const change of changes.filter((each) => each.impact === impact)) {
        const { kind, path, code, why, fix, affected, mitigation } = change;
        page.text(
          [
            { text: signs[kind], look: looks[impact]! },
            ` ${path} `,
            { text: changeTitles[code], look: 'bold' },
            { text: ` ${impact}`, look: looks[impact]! },
          ],
          { indent: 2, hang: 2 },
        );
        if (impact === 'informational') continue;
        page.text(why, { indent: 4 });
        if (mitigation !== undefined) page.text(`covered by ${mitigation}`, { indent: 4 });
        if (fix !== undefined && impact === 'breaking')
          page.text([{ text: 'fix: ', look: 'green' }, fix], { indent: 4, hang: 2 });
        if (affected.length > 0) {
          page.text(
            `concerns ${affected.map(({ element, method }) => (method ? `${element}.${method}` : element)).join(', ')}`,
            { indent: 4, hang: 2 },
          );
        }
      }
    }
  }
}
