/** What of a value the grammar takes without quotes. */
const PLAIN = /^[^\s"(),:=<>!*\\]+$/;

/** A query with a term, or without it where it has it already. */
export function withTerm(query: string, field: string, value: string): { query: string; isIn: boolean } {
  const quoted = PLAIN.test(value) && !value.includes('..') ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
  const term = `${field}:${quoted}`;
  const words = query.trim();
  const at = ` ${words} `.indexOf(` ${term} `);
  if (at < 0) return { query: hasOr(words) ? `(${words}) ${term}` : `${words} ${term}`.trim(), isIn: false };
  const without = `${words.slice(0, at)}${words.slice(at + term.length)}`.replaceAll(/ {2,}/g, ' ').trim();
  return { query: without, isIn: true };
}

/** `or` binds less than the words side by side. */
function hasOr(words: string): boolean {
  return /\bor\b/i.test(words.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')) && !/^\([^()]*\)(?:\s+\S+)*$/.test(words);
}
