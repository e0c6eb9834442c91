import { withoutCredentials } from '#integrations/reading/without-credentials.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** What is reported of a database that cannot be opened; a message of the driver may hold the URL. */
export function unreachable(kind: string, url: string, error: unknown): PedigraphError {
  const { message, code } = error as Error & { code?: string };
  return new PedigraphError(
    'UNAVAILABLE',
    `Expected a ${kind} database of MLflow at ${placeOfDatabase(url)}, but it cannot be opened: ${withoutCredentials(message || String(code))}. Nothing was written.`,
  );
}

/** Where a database is, as a report names it: user, password and what stands behind `?`, a password perhaps, are none of it. */
export function placeOfDatabase(url: string): string {
  return withoutCredentials(url.replace(/[?#].*$/s, ''));
}
