import type { OnProblem } from './problem.js';

/** What the gateway takes: so many tags, with keys and texts of so many characters. */
const MOST = { tags: 1_000, key: 250, text: 5_000 } as const;

/**
 * The tags as the gateway takes them; of two with one key the later stands. One that does not fit is left out whole and
 * reported: half a JSON text is worth less than none.
 */
export function fitTags(
  tags: Iterable<readonly [string, string]>,
  folder: string,
  onProblem: OnProblem,
): Record<string, string> {
  const fitting = new Map<string, string>();
  for (const [key, text] of tags) {
    const why =
      misfit(key, text) ??
      (fitting.size < MOST.tags || fitting.has(key) ? null : `is one more than the ${MOST.tags} there may be`);
    if (why === null) fitting.set(key, text);
    else onProblem({ kind: 'tag', path: `${folder}/tags/${key}`, reason: why });
  }
  return Object.fromEntries(fitting);
}

function misfit(key: string, text: string): string | null {
  if (text.length > MOST.text) return `has ${text.length} characters, more than the ${MOST.text} a tag may have`;
  return key.length > MOST.key ? `has a key of more than ${MOST.key} characters` : null;
}
