import type { ElementDocument } from '../document/element-document.js';
import type { ModelDocument } from '../document/model-document.js';
import { landscapeOf, type Landscape } from '../landscape/landscape.js';
import { affectedBy } from './affected.js';
import type { ChangeCode } from './change-codes.js';
import { bothWays, compatibilityOf, type Direction } from './compatibility.js';
import { ContentComparison } from './field-changes.js';
import type { ContractVerdict, Impact, ModelChange } from './model-difference.js';

/** How two models are compared. */
export interface CompareOptions {
  /** Version or date of what is being released: what was deprecated with a `removal` until then may go. */
  readonly version?: string;
  /**
   * Nothing of the former model is stored anywhere, as before the first release: what only keeps stored data from being
   * read, for want of a new version and an upcaster, is told as informational.
   */
  readonly allowUnversioned?: boolean;
  /** Models of other contexts, as they are: whoever there is affected is named. */
  readonly others?: readonly ModelDocument[];
}

/** What is told of a change; the rest follows from where it is found. */
export interface ChangeNote {
  readonly code: ChangeCode;
  readonly path: string;
  readonly kind?: ModelChange['kind'];
  readonly impact: Impact;
  readonly direction?: Direction;
  readonly why: string;
  readonly fix?: string | undefined;
  readonly before?: ModelChange['before'];
  readonly after?: ModelChange['after'];
  readonly mitigation?: string | undefined;
}

/** One comparison on its way: both models, and what was found. */
export class Comparison {
  readonly changes: ModelChange[] = [];
  readonly contracts: ContractVerdict[] = [];
  readonly content: ContentComparison;
  readonly #landscapes: readonly [before: Landscape, after: Landscape];

  constructor(
    readonly before: ModelDocument,
    readonly after: ModelDocument,
    readonly options: CompareOptions,
  ) {
    const others = (options.others ?? []).filter(({ context }) => context.name !== after.context.name);
    this.#landscapes = [landscapeOf([before, ...others]), landscapeOf([after, ...others])];
    this.content = new ContentComparison(this.findBefore, this.findAfter);
  }

  readonly findBefore = (id: string): ElementDocument | undefined => this.#landscapes[0].find(id);
  readonly findAfter = (id: string): ElementDocument | undefined => this.#landscapes[1].find(id);

  /** Notes a change of the context. */
  tell(note: ChangeNote): void {
    this.#note(note, undefined, []);
  }

  /** Notes a change of an element. */
  tellOf(element: ElementDocument, note: ChangeNote): void {
    const affected = this.#landscapes.flatMap((landscape) => {
      const own = landscape.find(element.id);
      return own === undefined ? [] : affectedBy(landscape, own);
    });
    const unique = new Map(affected.map((each) => [`${each.element} ${each.method ?? ''}`, each]));
    this.#note(note, element.id, [...unique.values()]);
  }

  #note(note: ChangeNote, element: string | undefined, affected: ModelChange['affected']): void {
    const {
      code,
      path,
      kind = 'changed',
      impact,
      direction = bothWays,
      why,
      fix,
      before,
      after,
      mitigation,
    } = note;
    this.changes.push({
      code,
      path,
      ...(element === undefined ? {} : { element }),
      kind,
      impact,
      compatibility: compatibilityOf(direction),
      why,
      ...(fix === undefined || impact !== 'breaking' ? {} : { fix }),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(mitigation === undefined ? {} : { mitigation }),
      affected,
    });
  }
}
