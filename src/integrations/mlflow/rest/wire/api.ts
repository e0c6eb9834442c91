import type { AskApi, ReportedError } from '#platform/server/mount.js';
import { translateError } from './translate-error.js';

/** The GraphQL API as the facade asks it, in the name of whoever sent the request. */
export interface Api {
  /** The data of an answer without errors. @throws {MlflowError} */
  ask<Data>(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  /** The same, where some errors mean something: @param rename makes another error of one; undefined leaves it */
  askOr<Data>(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    rename: (code: string, error: ReportedError) => Error | undefined,
  ): Promise<Data>;
}

/** Makes it for one request. */
export function createApi(ask: AskApi): Api {
  const askOr: Api['askOr'] = async (document, variables, rename) => {
    const { data, errors = [] } = await ask(document, variables);
    const [first] = errors;
    if (first === undefined) return data as never;
    throw rename(String(first.extensions?.['code']), first) ?? translateError(first);
  };
  return { ask: (document, variables = {}) => askOr(document, variables, () => undefined), askOr };
}
