import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { isPoisonousKey, isReservedName } from './reserved-names.js';
import { unstorableIn } from './unstorable-text.js';

/** Lists and objects within each other in the value of one variable. */
const MAX_DEPTH = 64;

/**
 * Judges the variables of a request as they came, before they are coerced: reserved names, `__proto__` at any depth,
 * text that cannot be stored, values nested deeper than 64 lists and objects. How many they are is bounded by the
 * size of the body; whether they are an object at all is the server's question.
 * @returns null where they may pass; BAD_USER_INPUT with `details.path` where not.
 */
export function guardVariables(variables: unknown): PedigraphError | null {
  if (typeof variables !== 'object' || variables === null) return null;
  for (const [name, value] of Object.entries(variables)) {
    const fault = isReservedName(name)
      ? { path: [], reason: 'has a reserved name; use another' }
      : (faultInText(name) ?? faultIn(value, 0));
    if (fault !== null) return refuse(name, fault);
  }
  return null;
}

/** What is wrong, and the keys that lead to it. */
interface Fault {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/** Recursion is safe here: it ends at `MAX_DEPTH`. */
function faultIn(value: unknown, depth: number): Fault | null {
  if (typeof value === 'string') return faultInText(value);
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) {
    return { path: [], reason: `is nested deeper than ${MAX_DEPTH} lists and objects; send a flatter value` };
  }
  // An array's keys are read one by one: a body holds millions of elements.
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    const fault = faultInKey(key) ?? faultIn((value as Record<PropertyKey, unknown>)[key], depth + 1);
    if (fault !== null) return { ...fault, path: [key, ...fault.path] };
  }
  return null;
}

function faultInKey(key: string | number): Fault | null {
  if (typeof key === 'number') return null;
  return isPoisonousKey(key) ? { path: [], reason: `has the key "${key}"; use another` } : faultInText(key);
}

function faultInText(text: string): Fault | null {
  const unstorable = unstorableIn(text);
  return unstorable === null ? null : { path: [], reason: `contains ${unstorable}; leave it out` };
}

function refuse(variable: string, { path, reason }: Fault): PedigraphError {
  return new PedigraphError('BAD_USER_INPUT', `The variable ${JSON.stringify(variable)} ${reason}.`, {
    path: [variable, ...path],
  });
}
