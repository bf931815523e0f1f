/** A clock that stands still until it is moved, and never goes back: movements of a file happened when the file says. */
export class Clock {
  #now = new Date('2025-01-01T00:00:00Z');

  get now(): Date {
    return this.#now;
  }

  moveTo(moment: Date): void {
    if (moment > this.#now) this.#now = moment;
  }
}
