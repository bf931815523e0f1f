import type { ElementKind } from './element-kinds.js';
import type { RegisteredElement } from './registered-element.js';

/**
 * The names under which an element is kept: the type of a message, the name in the store, the category of streams. They
 * are fixed when it is registered and never come from the name of a class at run time.
 */
export function storedNames(
  domain: string,
  kind: ElementKind,
  name: string,
  options: Readonly<Record<string, unknown>>,
): Pick<RegisteredElement, 'type' | 'storedAs' | 'stream'> {
  switch (kind) {
    case 'event':
    case 'command':
      return {
        type: `${domain}.${name}.v${typeof options['version'] === 'number' ? options['version'] : 1}`,
      };
    case 'query':
      return { type: `${domain}.${name}` };
    case 'aggregate':
      return { storedAs: textIn(options, 'storedAs') ?? name, stream: textIn(options, 'stream') ?? name };
    case 'decider':
      return { stream: textIn(options, 'stream') ?? name };
    case 'entity':
    case 'projection':
      return { storedAs: textIn(options, 'storedAs') ?? name };
    default:
      return {};
  }
}

/**
 * The names a message has and had in stores, without version, that of today first: `Banking.Withdraw`. A former name may be
 * given with that of a former domain.
 */
export function formerTypes(domain: string, { name, options }: RegisteredElement): readonly string[] {
  const given = options['renamedFrom'] as string | readonly string[] | undefined;
  const former = given === undefined ? [] : typeof given === 'string' ? [given] : given;
  const full = (each: string): string => (each.includes('.') ? each : `${domain}.${each}`);
  return [...new Set([`${domain}.${name}`, ...former.map(full)])];
}

function textIn(options: Readonly<Record<string, unknown>>, option: string): string | undefined {
  const value = options[option];
  return typeof value === 'string' ? value : undefined;
}
