import type { ElementDocument, MessageContract } from '../document/element-document.js';

/**
 * How data of a former version of a message are read by the code of today.
 *
 * @returns ids of the upcasters that lead to the version of today, or of the former version that is still registered;
 *   undefined when the version is the same, or when nothing leads there.
 */
export function upcastersBetween(
  before: ElementDocument,
  after: ElementDocument,
  find: (id: string) => ElementDocument | undefined,
): readonly string[] | undefined {
  if (before.message === undefined || after.message === undefined) return undefined;
  const { version, type } = before.message;
  if (version === after.message.version) return undefined;
  const path = upcastersFrom(after.message, version);
  if (path !== undefined) return path;
  const kept = find(`${after.id}.v${version}`);
  return kept?.message?.type === type ? [kept.id] : undefined;
}

/** Ids of the upcasters from a version to that of today; undefined when they do not lead there. */
export function upcastersFrom(
  { version: today, upcasters }: MessageContract,
  from: number,
): readonly string[] | undefined {
  const path: string[] = [];
  let at = from;
  while (at < today) {
    const step = upcasters.find((each) => each.from === at);
    if (step === undefined || step.to <= at) return undefined;
    path.push(step.upcaster);
    at = step.to;
  }
  return at === today && path.length > 0 ? path : undefined;
}
