const key = Symbol.for('domainry.describe');

/**
 * Whether the modules of this process are imported only to learn what they declare: a tool says so before it imports them,
 * by `globalThis[Symbol.for('domainry.describe')] = true`. Not an environment variable, which would outlive the tool.
 */
export function isOnlyDescribed(): boolean {
  return (globalThis as { readonly [mark: symbol]: unknown })[key] === true;
}
