import type { Pace } from '#platform/turns/pace.js';
import type { ComparisonChange } from './comparison.type.js';
import { MAX_CHANGED_CHARACTERS, MAX_CHANGES } from './comparison-limits.js';

/** Characters of JSON that are written for one unit of work. */
const CHARACTERS_A_UNIT = 100;

/** The differences that an answer holds. */
export interface CollectedChanges {
  readonly changes: readonly ComparisonChange[];
  /** Why these are not all; null where they are. */
  readonly incompleteReason: string | null;
}

/**
 * Takes the steps of comparisons at a pace that lets other requests in between, until there are more differences than
 * an answer holds: what is behind them is not computed.
 */
export async function collectChanges(
  comparisons: Iterable<Iterable<ComparisonChange | number>>,
  pace: Pace,
): Promise<CollectedChanges> {
  const changes: ComparisonChange[] = [];
  let characters = 0;
  for (const comparison of comparisons) {
    for (const step of comparison) {
      let units = 2;
      if (typeof step === 'number') units = step;
      else {
        const its = charactersOf(step.before) + charactersOf(step.after);
        characters += its;
        units += its / CHARACTERS_A_UNIT;
        if (changes.length === MAX_CHANGES)
          return { changes, incompleteReason: `There are more than ${MAX_CHANGES} differences: ${COMPARE_LESS}` };
        if (changes.length > 0 && characters > MAX_CHANGED_CHARACTERS)
          return {
            changes,
            incompleteReason: `The values that differ have more than ${MAX_CHANGED_CHARACTERS} characters: ${COMPARE_LESS}`,
          };
        changes.push(step);
      }
      const turn = pace.spend(units);
      if (turn !== undefined) await turn;
    }
  }
  return { changes, incompleteReason: null };
}

const COMPARE_LESS = 'compare fewer versions at once, or read the parts that differ most of each by itself.';

function charactersOf(value: unknown): number {
  return typeof value === 'string' ? value.length : typeof value === 'object' ? JSON.stringify(value).length : 8;
}
