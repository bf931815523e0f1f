import type { ClassPlan } from '../class-plan.js';

/** The class that holds the state of an instance before a change, and puts it back. */
export function beforeSource(plan: ClassPlan): string {
  const slots = plan.fields.flatMap(({ descriptor }, index) =>
    descriptor.kind === 'hasMany' || (descriptor.readOnly && descriptor.kind !== 'auto') ? [] : [index],
  );
  const isAggregate = plan.kind === 'aggregate';
  const take = slots.map((index) => `this.b${index} = subject[$${index}];`);
  const give = slots.map((index) => `subject[$${index}] = this.b${index};`);
  if (isAggregate) {
    take.push(
      'const events = subject[eventsSlot]; this.events = events; this.count = events === undefined ? 0 : events.length;',
    );
    give.push(
      'if (this.events !== undefined || subject[eventsSlot] !== undefined) restoreEvents(subject, this.events, this.count);',
    );
  }
  if (plan.lifecycle !== undefined) {
    take.push('this.discarded = subject[discardedSlot];');
    give.push('subject[discardedSlot] = this.discarded;');
  }
  return `class Before {
  constructor(subject, next) { this.next = next; this.subject = subject; ${take.join(' ')} }
  release() { this.subject[beforeSlot] = undefined; }
  restore() { const subject = this.subject; ${give.join(' ')} }
}`;
}
