import { variant } from '../variant.js';

/** When and by whom an event was raised, and its position. */
export class Raised {
  constructor(
    readonly time: number,
    readonly source: object,
    readonly sequence: number,
  ) {}
}

const now = variant === 'still-clock' ? () => 1_700_000_000_000 : Date.now;

/** What is known of an event once it was raised. */
export const record: (source: object, sequence: number) => Raised | undefined =
  variant === 'no-record'
    ? () => undefined
    : (source: object, sequence: number) => new Raised(now(), source, sequence);
