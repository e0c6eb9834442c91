import { withEntries } from '#integrations/client/entries-of.js';
import type { AskApi, ReportedError } from '#platform/server/mount.js';
import { translateError } from './translate-error.js';

/** The GraphQL API as the facade asks it, in the name of whoever sent the request. */
export interface Api {
  /**
   * The data of an answer without errors. A mutation has to be one that may be sent twice: where its answer was lost,
   * MLflow's clients send it again.
   * @throws {MlflowError}
   */
  ask<Data>(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  /**
   * The same, where some errors mean something.
   * @param rename makes another error of one; undefined leaves it
   */
  askOr<Data>(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    rename?: (code: string, error: ReportedError) => Error | undefined,
  ): Promise<Data>;
  /** The same for a mutation that makes something new each time: as MLflow's clients give no key, the server does. */
  askOnce: Api['askOr'];
  /** Whether the request may be sent again: nothing was made yet that a second one would make once more. */
  readonly mayRepeat: boolean;
}

/** Makes it for one request. */
export function createApi(ask: AskApi): Api {
  let mayRepeat = true;
  const asking =
    (once: boolean): Api['askOr'] =>
    async (document, variables, rename = () => undefined) => {
      const { data, errors = [] } = await ask(document, withEntries(variables), { once });
      const [first] = errors;
      const code = first === undefined ? undefined : String(first.extensions?.['code']);
      if (once && (code === undefined || code === 'OUTCOME_UNKNOWN')) mayRepeat = false;
      if (first === undefined) return data as never;
      throw rename(String(code), first) ?? translateError(first);
    };
  const askOr = asking(false);
  return {
    ask: (document, variables = {}) => askOr(document, variables),
    askOr,
    askOnce: asking(true),
    get mayRepeat() {
      return mayRepeat;
    },
  };
}
