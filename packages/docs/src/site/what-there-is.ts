import type { Site } from './site.js';

/** Whether any messages move. */
export function hasFlows({ landscape }: Site): boolean {
  return landscape.ofKind('event').length + landscape.ofKind('command').length > 0;
}

/** Whether words are explained. */
export function hasGlossary({ landscape }: Site): boolean {
  return landscape.documents.some(({ glossary }) => glossary.length > 0);
}

/** Whether decisions were recorded. */
export function hasDecisions({ landscape }: Site): boolean {
  return landscape.documents.some(({ decisions }) => decisions.length > 0);
}

/** Whether recorded models were compared. */
export function hasChanges({ changes }: Site): boolean {
  return changes.length > 0;
}
