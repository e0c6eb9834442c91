/** Of a parameter or a tag so many characters are searched: more would not fit into an index. */
export const SEARCHED_LENGTH = 300;

/** A value as the text that search knows it by: a text as it is, all else as JSON; its first 300 characters. */
export function searchedText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  // Half of a pair is no character.
  return text.length <= SEARCHED_LENGTH
    ? text
    : [...text.slice(0, 2 * SEARCHED_LENGTH)].slice(0, SEARCHED_LENGTH).join('');
}

/**
 * Parameters as an event tells them, so that the ledger does not grow with what nobody searches: each value as it is, or
 * the text that search knows it by where that is shorter.
 */
export function searchedParameters(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const searched = (value: unknown) => (JSON.stringify(value).length <= SEARCHED_LENGTH ? value : searchedText(value));
  return Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, searched(value)]));
}
