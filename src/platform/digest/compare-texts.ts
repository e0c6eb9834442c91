/** Orders texts by their UTF-16 code units, in every language and locale alike: the order under digests. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
