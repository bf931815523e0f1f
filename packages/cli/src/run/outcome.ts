import type { JsonValue } from '@domainry/core';
import type { Page } from '../text/page.js';
import type { Diagnostic } from './diagnostic.js';
import type { ExitCode } from './exit-codes.js';

/** What came of a command: as data for tools, and as a page for people. */
export interface Outcome {
  /** 0 unless it says otherwise. */
  readonly exit?: ExitCode;
  readonly data: JsonValue;
  /** Findings; what the page shows of them is its own affair. */
  readonly diagnostics?: readonly Diagnostic[];
  /** Writes the result for people. */
  readonly page?: (page: Page) => void;
  /** The result as it is, whatever the terminal: a document, SARIF, a script. Takes the place of the page. */
  readonly raw?: string;
}
