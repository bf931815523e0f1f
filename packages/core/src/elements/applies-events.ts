/** How the events of one class of aggregates change their state. */
export interface AppliesEvents {
  /** Makes the change that an event stands for. */
  apply(aggregate: object, event: object): void;
  /** Makes the change of an event that is being raised, in the change that is going on. */
  applyRaised(root: object, event: object): void;
}
