import type { ShownEvent } from '../data/shown-event.js';
import { printableLine } from '../text/printable.js';
import type { Page } from '../text/page.js';

/** An event: where it lies, when it happened, and what it says. */
export function writeEvent(page: Page, event: ShownEvent): void {
  const { position, time, type, stream, version, data } = event;
  page.text(
    [
      { text: `#${position}`, look: 'yellow' },
      ` ${time} `,
      { text: type, look: 'bold' },
      ` ${printableLine(stream)} `,
      { text: `v${version}`, look: 'dim' },
    ],
    { hang: 2 },
  );
  page.text({ text: printableLine(JSON.stringify(data)), look: 'dim' }, { indent: 2, hang: 2 });
}
