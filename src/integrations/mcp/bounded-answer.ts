/** Characters of an answer at most: agents pay for each, and read less of a long one. */
const MOST_TEXT = 60_000;
/** Characters of a text within it: a description, a payload. */
const MOST_OF_A_TEXT = 4_000;
/** Items of a list within it, where the whole is too long. */
const SHORTER_LISTS = [100, 50, 20, 10, 5, 2, 1];

/**
 * An answer as JSON that is no longer than an agent can take. What is left out is counted where it stood, so that it is
 * asked for by itself.
 */
export function boundedAnswer(answer: unknown): string {
  const whole = JSON.stringify(shortened(answer, Number.POSITIVE_INFINITY));
  if (whole.length <= MOST_TEXT) return whole;
  for (const items of SHORTER_LISTS) {
    const shorter = JSON.stringify(shortened(answer, items));
    if (shorter.length <= MOST_TEXT) return shorter;
  }
  return JSON.stringify({ leftOut: `an answer of ${whole.length} characters: ask for less at once` });
}

function shortened(value: unknown, items: number): unknown {
  if (typeof value === 'string' && value.length > MOST_OF_A_TEXT)
    return `${value.slice(0, MOST_OF_A_TEXT)}… (${value.length - MOST_OF_A_TEXT} characters more)`;
  if (Array.isArray(value)) {
    const kept = value.slice(0, items).map((item) => shortened(item, items));
    return value.length > items ? [...kept, `… ${value.length - items} more`] : kept;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  const kept = items === Number.POSITIVE_INFINITY ? entries : entries.slice(0, Math.max(items, MOST_FIELDS));
  const rest = entries.length - kept.length;
  return Object.fromEntries([
    ...kept.map(([key, inner]) => [key, shortened(inner, items)]),
    ...(rest > 0 ? [['…', `${rest} more`]] : []),
  ]);
}

/** Fields of an object that are kept where lists are shortened: what we ask for has fewer, a map of tags may have more. */
const MOST_FIELDS = 40;
