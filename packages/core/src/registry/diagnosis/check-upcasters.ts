import type { RegisteredElement } from '../registered-element.js';
import { nameWithPlace } from '../resolve.js';
import type { Examination } from './examination.js';

/** Reports upcasters that cannot be called, and chains of them that do not lead to the form of today. */
export function checkUpcasters(examination: Examination): void {
  const chains = new Map<RegisteredElement, Step[]>();
  for (const upcaster of examination.registry.ofKind('upcaster')) {
    checkMethod(examination, upcaster);
    const message = examination.ownerOf(upcaster);
    const { from, to } = upcaster.options;
    if (message === undefined || typeof from !== 'number' || typeof to !== 'number') continue;
    if (to <= from) {
      examination.report(
        upcaster,
        'UPCASTER_CHAIN',
        `it leads from version ${from} ${to === from ? 'to itself' : `back to ${to}`}, so the chain would never end`,
        'Let to be greater than from.',
      );
      continue;
    }
    chains.set(message, [...(chains.get(message) ?? []), { upcaster, from, to }]);
  }
  for (const [message, steps] of chains) checkChain(examination, message, steps);
}

interface Step {
  readonly upcaster: RegisteredElement;
  readonly from: number;
  readonly to: number;
}

function checkMethod(examination: Examination, upcaster: RegisteredElement): void {
  const { upcast } = upcaster.cls.prototype as { upcast?: unknown };
  if (typeof upcast === 'function') {
    if (upcast.constructor.name !== 'AsyncFunction') return;
    examination.report(
      upcaster,
      'ASYNC_METHOD',
      'its method upcast is asynchronous, and messages are read synchronously',
      'Make it synchronous: it converts data, and has nothing to wait for.',
      'upcast',
    );
    return;
  }
  examination.report(
    upcaster,
    'HANDLER_MISSING',
    'it has no method upcast',
    'Add upcast(data), which gives the data in the newer form.',
  );
}

function checkChain(examination: Examination, message: RegisteredElement, steps: readonly Step[]): void {
  const byVersion = new Map<number, Step>();
  for (const step of steps) {
    const other = byVersion.get(step.from);
    if (other === undefined) byVersion.set(step.from, step);
    else {
      examination.report(
        step.upcaster,
        'UPCASTER_CHAIN',
        `version ${step.from} of ${message.name} is upcast by ${nameWithPlace(other.upcaster)} already`,
        'Keep one of them.',
      );
    }
  }
  const current = typeof message.options['version'] === 'number' ? message.options['version'] : 1;
  for (const { upcaster, to } of byVersion.values()) {
    // Each gap is reported once: by the upcaster after which the chain ends.
    if (to === current || byVersion.has(to)) continue;
    examination.report(
      upcaster,
      'UPCASTER_CHAIN',
      `the chain of ${message.name} ends at version ${to}, and its version of today is ${current}`,
      to < current
        ? `Add an upcaster from ${to}.`
        : `Declare the ${message.kind} with { version: ${to} }, or remove the upcaster.`,
    );
  }
}
