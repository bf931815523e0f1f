import type { Conformance } from './check.js';

/** What one check came to. */
export interface CheckResult {
  readonly port: string;
  readonly group: string;
  readonly name: string;
  /** `unclaimed`: it is about a capability that the adapter does not claim. */
  readonly outcome: 'passed' | 'refused' | 'unclaimed' | 'failed';
  /** Why it failed. */
  readonly error?: unknown;
}

/**
 * Runs all checks, one after the other, and gives what each came to. Nothing is thrown.
 *
 * @example
 * ```ts
 * import { memory } from '@domainry/core';
 * import { databaseConformance, runConformance } from '@domainry/testing/conformance';
 *
 * const conformance = databaseConformance({ name: 'memory', open: (model) => memory().open(model) });
 * const results = await runConformance(conformance);
 * const broken = results.filter(({ outcome }) => outcome === 'failed');
 * ```
 */
export async function runConformance({ checks }: Conformance): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { port, group, name, expects, run } of checks) {
    const passed = expects === 'pass' ? 'passed' : expects === 'refusal' ? 'refused' : 'unclaimed';
    results.push(
      await run().then(
        () => ({ port, group, name, outcome: passed }) as const,
        (error: unknown) => ({ port, group, name, outcome: 'failed', error }) as const,
      ),
    );
  }
  return results;
}
