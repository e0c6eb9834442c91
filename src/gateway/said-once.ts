import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** What a URL says of an operation. */
const PARAMETERS = ['query', 'operationName', 'variables', 'extensions'] as const;

/**
 * Refuses a URL that says a part of its operation twice, for whoever reads it next may take the other one.
 * @throws {PedigraphError} BAD_REQUEST that names the part
 */
export function refuseSaidTwice(said: Readonly<Record<string, unknown>>): void {
  const twice = PARAMETERS.find((name) => Array.isArray(said[name]));
  if (twice === undefined) return;
  throw new PedigraphError('BAD_REQUEST', `The URL has "${twice}" more than once: send it once.`);
}
