import { parseRef, type Ref } from '#platform/refs/ref.js';

/** The parts of a ref; null for a text that is none. */
export function parsedRef(text: string): Ref | null {
  try {
    return parseRef(text);
  } catch {
    return null;
  }
}
