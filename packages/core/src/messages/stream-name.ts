/** Category of a stream: what stands before the first `-` of its name, which is all of it when there is none. */
export function categoryOf(stream: string): string {
  const end = stream.indexOf('-');
  return end === -1 ? stream : stream.slice(0, end);
}
