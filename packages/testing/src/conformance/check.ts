import type { DatabaseCapability } from '@domainry/core/ports';

/** One promise of a port, and how it is put to the test. It uses nothing but `node:assert`, so that any runner can run it. */
export interface Check<Subject> {
  /** Name of the port: `events`. */
  readonly port: string;
  /** What the promise is about: `versions`. */
  readonly group: string;
  /** The promise, as a sentence. */
  readonly name: string;
  /** What the subject must be able to do; without it, every one must pass. */
  readonly capability?: DatabaseCapability;
  /** Fails when the promise is broken. */
  readonly run: (subject: Subject) => Promise<void>;
  /** For a capability that is not claimed: fails unless its use is refused with a typed error. */
  readonly refused?: (subject: Subject) => Promise<void>;
}

/** A check together with what it is to be run against. Each run opens a subject of its own. */
export interface BoundCheck {
  readonly port: string;
  readonly group: string;
  readonly name: string;
  readonly capability?: DatabaseCapability;
  /** Whether it is to pass, is to be refused, or does not apply because the capability is not claimed. */
  readonly expects: 'pass' | 'refusal' | 'nothing';
  readonly run: () => Promise<void>;
}

/** Everything that one adapter has to show. */
export interface Conformance {
  /** Name of the adapter. */
  readonly name: string;
  readonly checks: readonly BoundCheck[];
}

/** Puts checks of one group together. */
export function checksOf<Subject>(
  port: string,
  group: string,
  promises: Readonly<Record<string, (subject: Subject) => Promise<void>>>,
): readonly Check<Subject>[] {
  return Object.entries(promises).map(([name, run]) => ({ port, group, name, run }));
}

/** Checks bound to subjects: each run opens one, and closes it whatever the check comes to. */
export function bind<Subject>(
  checks: readonly Check<Subject>[],
  claims: ReadonlySet<string>,
  withSubject: (use: (subject: Subject) => Promise<void>) => Promise<void>,
): readonly BoundCheck[] {
  return checks.map((check) => {
    const { port, group, name, capability } = check;
    const isClaimed = capability === undefined || claims.has(capability);
    const expects = isClaimed ? 'pass' : check.refused === undefined ? 'nothing' : 'refusal';
    return {
      port,
      group,
      name,
      ...(capability === undefined ? {} : { capability }),
      expects,
      run: async () => {
        if (expects === 'nothing') return;
        await withSubject((subject) => (isClaimed ? check.run(subject) : check.refused!(subject)));
      },
    };
  });
}
