import type { BrokerDelivery, BrokerMessage, BrokerReceiver } from '../../ports/broker.js';

/** A message on its way to one group. */
interface Entry {
  readonly message: BrokerMessage;
  attempt: number;
  /** Who has it now; undefined while it waits. */
  holder: Member | undefined;
  /** Until when it does not come again. */
  timer: ReturnType<typeof setTimeout> | undefined;
}

interface Member {
  readonly receiver: BrokerReceiver;
  held: number;
  isStopped: boolean;
}

/** How a receiver ends: it takes no more, or it also gives back what it did not answer. */
export interface Leaving {
  readonly stop: () => void;
  readonly abandon: () => void;
}

/** The receivers that share the messages of a stream, and what none of them has acknowledged. */
export class BrokerGroup {
  /** In the order of publication. */
  readonly #entries = new Set<Entry>();
  readonly #members = new Set<Member>();

  constructor(private readonly stream: string) {}

  take(messages: readonly BrokerMessage[]): void {
    for (const message of messages) {
      this.#entries.add({ message, attempt: 0, holder: undefined, timer: undefined });
    }
    this.#handOut();
  }

  join(receiver: BrokerReceiver): Leaving {
    const member: Member = { receiver, held: 0, isStopped: false };
    this.#members.add(member);
    this.#handOut();
    const stop = (): void => {
      member.isStopped = true;
      this.#members.delete(member);
    };
    return {
      stop,
      abandon: () => {
        stop();
        for (const entry of this.#entries) if (entry.holder === member) this.#release(entry, 0);
      },
    };
  }

  /** Gives out what can be given: no message goes before an earlier one with its key. */
  #handOut(): void {
    const blocked = new Set<string>();
    for (const entry of this.#entries) {
      const { key } = entry.message;
      const isBlocked = key !== undefined && blocked.has(key);
      if (key !== undefined) blocked.add(key);
      if (isBlocked || entry.holder !== undefined || entry.timer !== undefined) continue;
      const member = this.#freeMember();
      if (member === undefined) return;
      this.#hand(entry, member);
    }
  }

  #freeMember(): Member | undefined {
    let freest: Member | undefined;
    for (const member of this.#members) {
      if (member.held >= (member.receiver.prefetch ?? 1)) continue;
      if (freest === undefined || member.held < freest.held) freest = member;
    }
    return freest;
  }

  #hand(entry: Entry, member: Member): void {
    entry.holder = member;
    entry.attempt += 1;
    member.held += 1;
    const attempt = entry.attempt;
    const answer = (act: () => void): Promise<void> => {
      // Answered already, or given back and handed to another meanwhile.
      if (entry.holder === member && entry.attempt === attempt) act();
      return Promise.resolve();
    };
    const nack = (delay = 0): Promise<void> => answer(() => this.#release(entry, delay));
    const delivery: BrokerDelivery = {
      stream: this.stream,
      message: structuredClone(entry.message),
      attempt,
      ack: () => answer(() => this.#remove(entry)),
      nack,
    };
    queueMicrotask(() => {
      if (member.isStopped) void nack();
      else
        Promise.resolve()
          .then(() => member.receiver.receive(delivery))
          .catch(() => nack());
    });
  }

  #remove(entry: Entry): void {
    entry.holder!.held -= 1;
    entry.holder = undefined;
    this.#entries.delete(entry);
    this.#handOut();
  }

  #release(entry: Entry, delay: number): void {
    entry.holder!.held -= 1;
    entry.holder = undefined;
    entry.timer = setTimeout(() => {
      entry.timer = undefined;
      this.#handOut();
    }, delay);
    entry.timer.unref?.();
  }
}
