import { type ValidationError, validate } from 'class-validator';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { isPlainlyValid } from './is-plainly-valid.js';

/**
 * Checks an input object against the constraints on its class and reports every problem at once, by path.
 * @throws {PedigraphError} BAD_USER_INPUT.
 */
export async function validateInput(value: unknown): Promise<void> {
  if (isPlainlyValid(value)) return;
  const problems = await problemsOf(value, '');
  if (problems.length === 0) return;
  throw new PedigraphError('BAD_USER_INPUT', `The input is not valid: ${problems.slice(0, 20).join('; ')}.`, {
    problems,
  });
}

/** A list is checked item by item. Plain JSON has no class, or even calls something `constructor`, and no constraints. */
async function problemsOf(value: unknown, path: string): Promise<string[]> {
  if (Array.isArray(value)) {
    return (await Promise.all(value.map((item, index) => problemsOf(item, `${path}[${index}]`)))).flat();
  }
  if (typeof value !== 'object' || value === null || typeof value.constructor !== 'function') return [];
  return (await validate(value, { forbidUnknownValues: false })).flatMap((error) => flatten(error, path));
}

function flatten(error: ValidationError, prefix: string): string[] {
  const path = `${prefix}${/^\d+$/.test(error.property) ? `[${error.property}]` : `${prefix === '' ? '' : '.'}${error.property}`}`;
  const own = Object.values(error.constraints ?? {}).map((message) => message.replace(error.property, path));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, path))];
}
