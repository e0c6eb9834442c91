/** Characters of a message at most, and how many of those are its end, which says what to do. */
const [MOST, AT_END] = [2_000, 500];
/** Characters of an input that is repeated in the details. */
const MOST_OF_INPUT = 1_000;

/** A message that repeats an input of any length: the middle of a long one is left out. */
export function messageInShort(message: string): string {
  if (message.length <= MOST) return message;
  return `${beginningOf(message, MOST - AT_END)} … ${message.slice(-AT_END).replace(/^[\udc00-\udfff]/, '')}`;
}

/** Details that repeat inputs: of each text no more than its beginning. */
export function detailsInShort(details: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, inShort(value)]));
}

function inShort(value: unknown): unknown {
  if (typeof value === 'string') return value.length <= MOST_OF_INPUT ? value : `${beginningOf(value, MOST_OF_INPUT)}…`;
  return Array.isArray(value) ? value.map(inShort) : value;
}

/** Without half of a surrogate pair at its end. */
function beginningOf(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
