import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { jsonNumber } from '../../platform/digest/json-number.js';
import { PedigraphError } from '../../platform/errors/pedigraph-error.js';
import { fileWithin } from '../reading/file-within.js';

/**
 * A value that a manifest tells itself, or leaves to a file: `{file: params.yaml}`.
 * @throws {PedigraphError} BAD_USER_INPUT where the file is not there, or neither JSON nor YAML.
 */
export async function readValues(folder: string, told: unknown): Promise<unknown> {
  if (!isFromFile(told)) return told;
  try {
    return parse(await readFile(await fileWithin(folder, told.file), 'utf8'), { logLevel: 'error' });
  } catch (error) {
    if (error instanceof PedigraphError) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message.split('\n', 1)[0];
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected ${told.file} to be a JSON or YAML file in ${folder}, but it cannot be read: ${why}. Nothing was written.`,
    );
  }
}

/**
 * The same, where it has to be an object of numbers: the last value of each metric.
 * @throws {PedigraphError} BAD_USER_INPUT for anything else.
 */
export async function readMetrics(folder: string, told: unknown): Promise<{ key: string; value: number | string }[]> {
  const values = (await readValues(folder, told)) ?? {};
  const entries = typeof values === 'object' ? Object.entries(values) : [['metrics', values] as const];
  return entries.map(([key, value]) => {
    if (typeof value !== 'number') {
      throw new PedigraphError(
        'BAD_USER_INPUT',
        `Expected metrics to be names with numbers, but ${key} is ${JSON.stringify(value)}. Nothing was written.`,
      );
    }
    return { key, value: jsonNumber(value) };
  });
}

function isFromFile(told: unknown): told is { file: string } {
  return (
    typeof told === 'object' &&
    told !== null &&
    Object.keys(told).length === 1 &&
    typeof (told as { file?: unknown }).file === 'string'
  );
}
