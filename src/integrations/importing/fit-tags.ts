import { keyInPath, MOST, pairMisfit } from './fit-text.js';
import type { OnProblem } from './problem.js';

/**
 * The tags as the gateway takes them; of two with one key the later stands. One that does not fit is left out whole and
 * reported: half a JSON text is worth less than none.
 */
export function fitTags(
  tags: Iterable<readonly [string, string]>,
  place: string,
  onProblem: OnProblem,
): Record<string, string> {
  const fitting = new Map<string, string>();
  for (const [key, text] of tags) {
    const reason =
      pairMisfit(key, text, MOST.tag) ??
      (fitting.size < MOST.tags || fitting.has(key) ? null : `is one more than the ${MOST.tags} there may be`);
    if (reason === null) fitting.set(key, text);
    else onProblem({ kind: 'tag', path: `${place}/tags/${keyInPath(key)}`, reason });
  }
  return Object.fromEntries(fitting);
}

/** The parameters as the gateway takes them, each the text it was; one that does not fit is left out and reported. */
export function fitParameters(
  parameters: ReadonlyMap<string, string>,
  place: string,
  onProblem: OnProblem,
): [string, string][] {
  return [...parameters].filter(([key, text]) => {
    const reason = pairMisfit(key, text, MOST.parameter);
    if (reason !== null) onProblem({ kind: 'parameter', path: `${place}/params/${keyInPath(key)}`, reason });
    return reason === null;
  });
}
