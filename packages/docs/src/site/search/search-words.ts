/**
 * The words a name or a text is found by: `AccountWithdrawn` by `account` and `withdrawn`, and by itself. The script of
 * the page has the same rule; a test holds them together.
 */
export function searchWords(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return words.flatMap((word) => {
    const parts = word.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u);
    return parts.length === 1 ? parts : [word, ...parts];
  });
}
