/** What every library is asked to do: an account that cannot be overdrawn beyond its limit. */
export interface Story {
  /** After opening an account with 100 and withdrawing 40 by a command. */
  readonly balance: number;
  /** What a command that would overdraw it says. */
  readonly refusal: string;
  /** What the store says afterwards. */
  readonly balanceAfterRefusal: number;
  /** Names of the events, in order, that handlers were told of or that are stored. */
  readonly events: readonly string[];
}
