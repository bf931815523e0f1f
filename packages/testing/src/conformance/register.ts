import type { Conformance } from './check.js';

/** What a test runner gives: `describe` and `test` of Jest, Vitest or `node:test`. */
export interface TestRunner {
  readonly describe: (name: string, define: () => void) => unknown;
  readonly test: (name: string, run: () => Promise<void>) => unknown;
}

/**
 * Makes a test of each check.
 */
export function registerConformance({ describe, test }: TestRunner, { name, checks }: Conformance): void {
  const groups = new Map<string, (typeof checks)[number][]>();
  for (const check of checks) {
    const title = `${name}: ${check.port}, ${check.group}`;
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [check]);
    else group.push(check);
  }
  for (const [title, group] of groups) {
    describe(title, () => {
      for (const check of group) {
        const claim = check.expects === 'pass' ? '' : ` (${check.capability} is not claimed)`;
        test(`${check.name}${claim}`, () => check.run());
      }
    });
  }
}
