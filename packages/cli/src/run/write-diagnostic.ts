import type { Page } from '../text/page.js';
import type { Look } from '../text/style.js';
import { printableLine } from '../text/printable.js';
import type { Diagnostic } from './diagnostic.js';

/** The look of each level. */
const looks: Readonly<Record<Diagnostic['level'], Look>> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
};

/** One diagnostic: what, where, why, and what to do. */
export function writeDiagnostic(page: Page, diagnostic: Diagnostic): void {
  const { code, level, message, file, line, column, why, fix } = diagnostic;
  page.text(
    [{ text: level, look: looks[level] }, ' ', { text: code, look: 'bold' }, ` ${printableLine(message)}`],
    { hang: 2 },
  );
  if (file !== undefined) {
    page.text(
      {
        text: `at ${file}${line === undefined ? '' : `:${line}`}${column === undefined ? '' : `:${column}`}`,
        look: 'dim',
      },
      { indent: 2 },
    );
  }
  if (why !== undefined) page.text([{ text: 'why: ', look: 'dim' }, why], { indent: 2, hang: 2 });
  if (fix !== undefined) page.text([{ text: 'fix: ', look: 'green' }, fix], { indent: 2, hang: 2 });
}
