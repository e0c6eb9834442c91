/**
 * The nearest text to one of people's that is a segment of a name: without accents, `-` for what else is no letter,
 * digit, `.`, `_` or `-`. Empty where nothing is left.
 * @param most how many characters it has at most
 */
export function plainSegment(text: string, most: number): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, most)
    .replace(/[.-]+$/, '');
}
