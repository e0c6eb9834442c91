import { canonicalJson } from '#platform/digest/canonical-json.js';

/**
 * A manifest is stored as the very text its digest is taken over; `JSON.stringify` would order integer-like keys
 * otherwise.
 */
export const manifestColumn = {
  from: JSON.parse as (text: string) => object,
  to: canonicalJson,
} as const;
