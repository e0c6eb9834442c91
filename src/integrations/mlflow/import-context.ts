import path from 'node:path';
import { ApiError } from '../client/api-error.js';
import type { GraphqlClient, Variables } from '../client/graphql-client.js';
import type { OnProgress } from '../client/progress.js';
import type { ImportTally, Skip } from './import-report.js';
import type { MlflowStore } from './read-mlflow-store.js';

/** What every step of one import shares. */
export interface ImportContext {
  readonly client: GraphqlClient;
  readonly store: MlflowStore;
  readonly tally: ImportTally;
  /** Put before every name. */
  readonly namespace: string;
  readonly onProgress: OnProgress;
}

/** Writes what may be written twice: all an import writes is idempotent by its content or its external id. */
export function write<Data>(
  { client }: Pick<ImportContext, 'client'>,
  document: string,
  variables: Variables,
): Promise<Data> {
  return client.mutate<Data>(document, variables, { safeWithoutKey: true });
}

/**
 * Does `work` for one thing of the store. What the server refuses becomes a skip of that thing and the import goes on;
 * what it would refuse for every other thing as well stops the import.
 */
export async function attempt(
  { tally }: ImportContext,
  thing: Pick<Skip, 'kind' | 'path'>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ApiError) || STOPS_THE_IMPORT.has(error.code)) throw error;
    tally.skip({ ...thing, reason: error.message, code: error.code });
  }
}

/** A folder of the store as a report names it. */
export function pathInStore({ store }: ImportContext, folder: string): string {
  return path.relative(store.root, folder);
}

const STOPS_THE_IMPORT: ReadonlySet<string> = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'UNAVAILABLE',
  'OVERLOADED',
  'RATE_LIMITED',
]);
