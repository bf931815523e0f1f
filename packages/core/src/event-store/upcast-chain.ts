import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived } from '../errors/violation.js';
import type { AnyClass } from '../metadata.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import { findTarget } from '../registry/resolve.js';

/** The data of a message, as JSON has them. */
export type StoredData = Record<string, unknown>;

/** What `@domain.upcaster` stands on. */
interface Upcaster {
  upcast(data: StoredData): unknown;
}

/** One step from the form of one version to that of a later one. */
export interface UpcastStep {
  /** Name of the upcaster. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly upcaster: Upcaster;
}

/** Makes the one instance there is of an upcaster class. */
export type MakeUpcaster = (cls: AnyClass) => object;

/** All steps that lead to the forms of a message, by the version they begin at. */
export function upcastStepsOf(
  registry: Registry,
  message: RegisteredElement,
  make: MakeUpcaster,
): ReadonlyMap<number, UpcastStep> {
  const steps = new Map<number, UpcastStep>();
  for (const { name, cls, options, belongsTo } of registry.ofKind('upcaster')) {
    if (belongsTo === undefined || findTarget(registry, belongsTo) !== message) continue;
    const { from, to } = options as { readonly from: number; readonly to: number };
    steps.set(from, { name, from, to, upcaster: make(cls) as Upcaster });
  }
  return steps;
}

/** The steps from one version to the version of today; undefined when none begin there or they lead elsewhere. */
export function chainFrom(
  steps: ReadonlyMap<number, UpcastStep>,
  from: number,
  current: number,
): readonly UpcastStep[] | undefined {
  const chain: UpcastStep[] = [];
  let version = from;
  while (version < current) {
    const step = steps.get(version);
    if (step === undefined) return undefined;
    chain.push(step);
    version = step.to;
  }
  return version === current ? chain : undefined;
}

/**
 * Brings data to the form of today.
 *
 * @throws DomainryError UPCAST_FAILED when an upcaster throws, or gives something that is no data.
 */
export function upcast(data: StoredData, chain: readonly UpcastStep[], type: string): StoredData {
  let upcasted = data;
  for (const step of chain) {
    let result: unknown;
    try {
      result = step.upcaster.upcast(upcasted);
    } catch (error) {
      throw failed(step, type, `threw: ${error instanceof Error ? error.message : String(error)}`, error);
    }
    // A promise has to be noticed, and must not fail unheard.
    if (result instanceof Promise) result.catch(() => undefined);
    if (typeof result !== 'object' || result === null || Array.isArray(result) || result instanceof Promise)
      throw failed(step, type, `gave ${String(describeReceived(result))}`);
    upcasted = result as StoredData;
  }
  return upcasted;
}

function failed({ name, from, to }: UpcastStep, type: string, what: string, cause?: unknown): DomainryError {
  return new DomainryError(
    'UPCAST_FAILED',
    `${name} was to bring ${type} from version ${from} to ${to}, and ${what}. Let upcast(data) give the data in the newer form, at once.`,
    { details: { upcaster: name, type, from, to }, ...(cause === undefined ? {} : { cause }) },
  );
}
