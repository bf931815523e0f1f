import type { MessageMetadata } from '../messages/message.js';
import { newCallCarrier, type CallCarrier } from './call-carrier.js';

/** What is known where a piece of code runs, without being handed down to it. */
export interface Surroundings {
  /** The message that is being handled: what follows from it has its lineage. */
  readonly message?: MessageMetadata;
  /** The tenant that is being worked for. */
  readonly tenant?: string;
  /** The units of work of whose saves a hook runs here: what waits in them is being written. */
  readonly saving?: readonly object[];
  /** The units of work that are open, innermost first; one for each domain at most. */
  readonly units: readonly { readonly domain: object }[];
  /** The deliveries of events that are going on, innermost first; one for each domain at most. */
  readonly deliveries?: readonly { readonly domain: object }[];
}

const nowhere: Surroundings = Object.freeze({ units: Object.freeze([]) });

/** Made when it is first needed. */
let carrier: CallCarrier<Surroundings> | undefined;

/** What is known here. */
export function surroundings(): Surroundings {
  return carrier?.getStore() ?? nowhere;
}

/** Runs a function, and whatever it begins and awaits, in other surroundings. */
export function within<Result>(changes: Partial<Surroundings>, act: () => Result): Result {
  carrier ??= newCallCarrier();
  return carrier.run(Object.freeze({ ...surroundings(), ...changes }), act);
}
