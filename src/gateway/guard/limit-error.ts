import type { GuardLimits } from '#platform/config/config.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** A count at which the guard stops adding: a bomb of a kilobyte asks for more than 2^60 fields. */
export const COUNTLESS = Number.MAX_SAFE_INTEGER;

/** What exceeded which limit. */
export interface Excess {
  readonly limit: keyof GuardLimits;
  readonly max: number;
  /** What came; left out where counting stopped at the limit. */
  readonly actual?: number | undefined;
  /** What was counted: "nests fields … deep" with `…` where the number goes. */
  readonly sentence: string;
}

/** QUERY_REFUSED with a sentence that names the limit, what came and the variable that raises it. */
export function limitError({ limit, max, actual, sentence }: Excess): PedigraphError {
  const exact = actual === undefined || actual >= COUNTLESS ? undefined : actual;
  const came = sentence.replace('…', String(exact ?? `more than ${actual === undefined ? max : COUNTLESS - 1}`));
  return new PedigraphError(
    'QUERY_REFUSED',
    `The document ${came}; the limit "${limit}" is ${max}. Ask for less at once, or raise ${variableOf(limit)} on the server.`,
    { limit, max, ...(exact === undefined ? {} : { actual: exact }) },
  );
}

/** The environment variable that `readConfig` reads the limit from. */
function variableOf(limit: keyof GuardLimits): string {
  return `PEDIGRAPH_LIMIT_${limit.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
