/** A value of an enum of the API in words: `IN_REVIEW` is `in review`. */
export function enumWord(value: string): string {
  return value.replaceAll('_', ' ').toLowerCase();
}
