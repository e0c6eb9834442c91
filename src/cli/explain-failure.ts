import { ApiError } from '#integrations/client/api-error.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { printFailure } from './print.js';

/**
 * Prints on stderr what went wrong, for people, and returns the exit code: 2 for what the user has to put right, 1 for
 * the rest. Faults of the program itself are thrown on.
 */
export function explainFailure(error: unknown): 1 | 2 {
  if (error instanceof PedigraphError) {
    printFailure(error);
    return error.code === 'BAD_USER_INPUT' ? 2 : 1;
  }
  if (!(error instanceof ApiError)) throw error;
  printFailure(`${error.code}: ${error.message}`);
  return error.code === 'BAD_USER_INPUT' ? 2 : 1;
}
