import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** The parameters of an operation in a URL. */
const PARAMETERS = ['query', 'documentId', 'operationName', 'variables', 'extensions'] as const;

/**
 * Refuses a URL that has a parameter of its operation twice: the next server or proxy that reads it may take the other
 * one.
 * @throws {PedigraphError} BAD_REQUEST that names the parameter
 */
export function refuseRepeatedParameter(search: Readonly<Record<string, unknown>>): void {
  const twice = PARAMETERS.find((name) => Array.isArray(search[name]));
  if (twice === undefined) return;
  throw new PedigraphError('BAD_REQUEST', `The URL has "${twice}" more than once: send it once.`);
}
