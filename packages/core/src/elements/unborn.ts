import { OPEN, beforeSlot, type Before, type Changeable } from '../change/journal.js';

/** Stands for the state of a new instance before it was seen by anybody: nobody wants it back. */
export class Unborn implements Before {
  readonly next = OPEN;

  constructor(readonly subject: Changeable) {}

  release(): void {
    this.subject[beforeSlot] = undefined;
  }

  restore(): void {}
}
