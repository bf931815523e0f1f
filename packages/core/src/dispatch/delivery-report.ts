/** What became of one event at one consumer. */
export interface DeliveryReport {
  /** Identity of the event. */
  readonly event: string;
  /** Stored name of the event: `Banking.Deposited.v1`. */
  readonly type: string;
  /** `Notifications.tell`. */
  readonly handler: string;
  /**
   * It was handled; or it failed and was put aside (`parked`), and the handler was stopped as well (`stopped`); or it waits
   * behind one that failed (`waiting`).
   */
  readonly outcome: 'handled' | 'parked' | 'stopped' | 'waiting';
  /** How often it was tried; 0 when it waits. */
  readonly attempts: number;
  /** The last error, when there was one. */
  readonly error?: unknown;
}
