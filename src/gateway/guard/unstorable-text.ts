/** In a `u` expression a surrogate matches only when its other half is missing. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * What in a text PostgreSQL cannot store and UTF-8 cannot carry, in words, or null.
 * GraphQL and JSON let both through, as escapes.
 */
export function unstorableIn(text: string): 'a NUL character' | 'a lone surrogate' | null {
  if (text.includes('\0')) return 'a NUL character';
  return LONE_SURROGATE.test(text) ? 'a lone surrogate' : null;
}
