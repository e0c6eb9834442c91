/** What a check of an installation has found. */
export interface Finding {
  /** What was looked at, in a few words: `node`, `database.durability`. */
  readonly check: string;
  /** `problem`: it does not work, or may lose something. `warning`: it works, and somebody should know. */
  readonly status: 'ok' | 'warning' | 'problem';
  /** What was found, as a sentence. */
  readonly found: string;
  /** What to do. @default nothing */
  readonly advice?: string | undefined;
}

/** All is as it should be. */
export function fine(check: string, found: string): Finding {
  return { check, status: 'ok', found };
}

/** It works, and somebody should know. */
export function warning(check: string, found: string, advice: string): Finding {
  return { check, status: 'warning', found, advice };
}

/** It does not work, or may lose something. */
export function problem(check: string, found: string, advice: string): Finding {
  return { check, status: 'problem', found, advice };
}

/** Does a check; where it cannot be done, that is what was found. */
export async function attempted(check: string, work: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [problem(check, reason, 'See to what the sentence says, then ask again.')];
  }
}
