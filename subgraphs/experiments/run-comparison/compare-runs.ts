import { isDeepStrictEqual } from 'node:util';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { createPace } from '#platform/turns/pace.js';
import { directionOf } from '#values/metric-direction.js';
import type { Run } from '../run/run.entity.js';
import { partsOfRuns, type RunComparisonContext } from './parts-of-runs.js';
import { MAX_CHARACTERS, MAX_ROWS, type RunComparison, type RunComparisonRow, RunPart } from './run-comparison.type.js';

/** The most runs that are compared at once. */
export const MAX_COMPARED = 100;

/** Which runs, and whether what is the same in all of them is told, too. */
interface ComparisonRequest {
  readonly runs: readonly string[];
  readonly includeEqual: boolean;
}

/**
 * What runs have, side by side.
 * @throws {PedigraphError} BAD_USER_INPUT for fewer than two or more than 100 runs, NOT_FOUND naming each id that is none,
 * UNAVAILABLE where the environments subgraph does not answer.
 */
export async function compareRuns(
  { runs: ids, includeEqual }: ComparisonRequest,
  context: RunComparisonContext,
): Promise<RunComparison> {
  if (ids.length < 2 || ids.length > MAX_COMPARED) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected 2 to ${MAX_COMPARED} runs to compare, but got ${ids.length}.`,
      {
        max: MAX_COMPARED,
      },
    );
  }
  const runs = await findRuns(ids, context);
  const parts = await partsOfRuns(runs, context);
  const rows: RunComparisonRow[] = [];
  const pace = createPace();
  let characters = 0;
  for (const part of Object.values(RunPart)) {
    for (const row of rowsOf(part, parts[part])) {
      const turn = pace.spend(runs.length + 1);
      if (turn !== undefined) await turn;
      if (!row.differs && !includeEqual) continue;
      characters += JSON.stringify(row.values).length;
      const incompleteReason = tooMuch(rows.length, characters);
      if (incompleteReason !== null) return { runs, rows, complete: false, incompleteReason };
      rows.push(row);
    }
  }
  return { runs, rows, complete: true, incompleteReason: null };
}

async function findRuns(ids: readonly string[], { loaders }: RunComparisonContext): Promise<Run[]> {
  const found = await Promise.all(ids.map((id) => loaders.runById.load(id)));
  const missing = ids.filter((_, index) => found[index] === null);
  if (missing.length === 0) return found.map((run) => run!);
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected every id to be that of a run, but there is none for ${missing.map((id) => JSON.stringify(id)).join(', ')}.`,
    { missing },
  );
}

function* rowsOf(part: RunPart, ofRuns: readonly ReadonlyMap<string, unknown>[]): Generator<RunComparisonRow> {
  const keys = [...new Set(ofRuns.flatMap((values) => [...values.keys()]))].sort();
  for (const key of keys) {
    const values = ofRuns.map((run) => run.get(key) ?? null);
    const differs = values.some((value) => value !== values[0] && !isDeepStrictEqual(value, values[0]));
    yield { part, key, values, differs, better: part === 'METRIC' ? directionOf(key) : null };
  }
}

function tooMuch(rows: number, characters: number): string | null {
  if (rows === MAX_ROWS) return `There are more than ${MAX_ROWS} rows: compare fewer runs at once.`;
  if (rows === 0 || characters <= MAX_CHARACTERS) return null;
  return `The values have more than ${MAX_CHARACTERS} characters: compare fewer runs at once.`;
}
