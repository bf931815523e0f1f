import type { MessageMetadata } from '../messages/message.js';
import { newCallCarrier, type CallCarrier } from './call-carrier.js';

/** What is known where a piece of code runs, without being handed down to it. */
export interface Surroundings {
  /** The message that is being handled: what follows from it has its lineage. */
  readonly message: MessageMetadata | undefined;
  /** The tenant that is being worked for. */
  readonly tenant: string | undefined;
  /** The units of work of whose saves a hook runs here: what waits in them is being written. */
  readonly saving: readonly object[] | undefined;
  /** The units of work that are open, innermost first; one for each domain at most. */
  readonly units: readonly { readonly domain: object }[];
  /** What is going on that this is a part of, innermost first. It may be over, where nobody waited for what runs here. */
  readonly jobs: readonly object[] | undefined;
  /** The deliveries of events that are going on, innermost first; one for each domain at most. */
  readonly deliveries: readonly { readonly domain: object }[] | undefined;
}

const nowhere: Surroundings = Object.freeze({
  message: undefined,
  tenant: undefined,
  saving: undefined,
  units: Object.freeze([]),
  jobs: undefined,
  deliveries: undefined,
});

/** Made when it is first needed. */
let carrier: CallCarrier<Surroundings> | undefined;

/** What is known here. */
export function surroundings(): Surroundings {
  return carrier?.getStore() ?? nowhere;
}

/**
 * Runs a function, and whatever it begins and awaits, in other surroundings.
 *
 * @param changes - what is other; what is named and undefined takes the place of what is there.
 */
export function within<Result>(changes: Partial<Surroundings>, act: () => Result): Result {
  carrier ??= newCallCarrier();
  const here = surroundings();
  // Named one by one: every handling passes here several times, and spreads cost as much as the rest.
  const there = {
    message: 'message' in changes ? changes.message : here.message,
    tenant: 'tenant' in changes ? changes.tenant : here.tenant,
    saving: 'saving' in changes ? changes.saving : here.saving,
    units: changes.units ?? here.units,
    jobs: 'jobs' in changes ? changes.jobs : here.jobs,
    deliveries: 'deliveries' in changes ? changes.deliveries : here.deliveries,
  };
  return carrier.run(there, act);
}
