import { jsonNumber } from '#platform/digest/json-number.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { ForeignTree } from '../reading/foreign-tree.js';
import { listProblems, type ReadDocument, readDocument } from '../reading/read-document.js';
import { readWithin } from '../reading/read-within.js';

/**
 * A value that stands in a manifest, or in a file that it names: `{file: params.yaml}`.
 * @throws {PedigraphError} BAD_USER_INPUT where the file is not there, neither JSON nor YAML, or has numbers that JSON
 * would change.
 */
export async function readValues(tree: ForeignTree, given: unknown): Promise<unknown> {
  if (!isFromFile(given)) return given;
  const { value, losses } = await readFileOf(tree, given.file);
  refuseLosses(given.file, losses);
  return value;
}

/**
 * The same, where it has to be an object of numbers: the last value of each metric. One may be no number at all.
 * @throws {PedigraphError} BAD_USER_INPUT for anything else.
 */
export async function readMetrics(
  tree: ForeignTree,
  given: unknown,
): Promise<{ key: string; value: number | string }[]> {
  const read = isFromFile(given) ? await readFileOf(tree, given.file) : { value: given, losses: [] };
  if (isFromFile(given))
    refuseLosses(
      given.file,
      read.losses.filter(({ isNamed }) => !isNamed),
    );
  const values = read.value ?? {};
  if (typeof values !== 'object' || Array.isArray(values)) {
    throw notMetrics(`they are ${Array.isArray(values) ? 'a list' : JSON.stringify(values)}`);
  }
  return Object.entries(values).map(([key, value]: [string, unknown]) => {
    if (typeof value !== 'number' && !isNonFinite(value)) throw notMetrics(`${key} is ${JSON.stringify(value)}`);
    return { key, value: typeof value === 'number' ? jsonNumber(value) : value };
  });
}

async function readFileOf(tree: ForeignTree, file: string): Promise<ReadDocument> {
  const document = readDocument((await readWithin(tree, file, 'a JSON or YAML file')).toString('utf8'));
  if (document.problems.length === 0) return document;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected ${file} to be a JSON or YAML file in ${tree.root}, but it cannot be read:\n${listProblems(file, document.problems)}\nNothing was written.`,
  );
}

function refuseLosses(file: string, losses: ReadDocument['losses']): void {
  if (losses.length === 0) return;
  const named = losses.map((loss) => ({ ...loss, message: `${loss.message} (${loss.path.join('.')})` }));
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected ${file} to hold values that can be sealed as they are:\n${listProblems(file, named)}\nNothing was written.`,
  );
}

function notMetrics(why: string): PedigraphError {
  return new PedigraphError(
    'BAD_USER_INPUT',
    `Expected metrics to be names with numbers, such as { auc: 0.91 }, but ${why}. Nothing was written.`,
  );
}

function isNonFinite(value: unknown): value is string {
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity';
}

function isFromFile(given: unknown): given is { file: string } {
  return (
    typeof given === 'object' &&
    given !== null &&
    Object.keys(given).length === 1 &&
    typeof (given as { file?: unknown }).file === 'string'
  );
}
