import { canonicalJson } from '#platform/digest/canonical-json.js';

/** What is made of the text of a column of JSON. */
export function parseJson(text: string): unknown {
  return JSON.parse(text);
}

/**
 * A manifest is stored as the very text its digest is taken over; `JSON.stringify` would order integer-like keys
 * otherwise.
 */
export const manifestColumn = {
  from: parseJson as (text: string) => object,
  to: canonicalJson,
} as const;
