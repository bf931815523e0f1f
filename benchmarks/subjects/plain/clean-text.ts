/** The text that every database keeps: no NUL, no half of a surrogate pair. The same test as in core. */
export function isCleanText(text: string): boolean {
  return (text as unknown as { isWellFormed(): boolean }).isWellFormed() && !text.includes('\0');
}
