import type { Domain } from '@domainry/core';

/** What a module with domains exports. */
export type ModuleExports = Readonly<Record<string, unknown>>;

/** Domains that a module exports, by the first name each has; that of the default export, where it is a domain, alone. */
export function domainsIn(exports: ModuleExports): ReadonlyMap<Domain, string> {
  if (isDomain(exports['default'])) return new Map([[exports['default'], 'default']]);
  const found = new Map<Domain, string>();
  for (const [name, value] of Object.entries(exports)) {
    if (isDomain(value) && !found.has(value)) found.set(value, name);
  }
  return found;
}

/** Whether a value is a domain, of whichever copy of the framework. */
export function isDomain(value: unknown): value is Domain {
  if (typeof value !== 'object' || value === null) return false;
  const { name, registry, check, init } = value as Partial<Domain>;
  return (
    typeof name === 'string' &&
    typeof registry === 'object' &&
    typeof check === 'function' &&
    typeof init === 'function'
  );
}
