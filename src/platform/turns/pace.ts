/**
 * Units of work that are done in one turn of the event loop, by all who give way. A unit is what takes about a
 * microsecond: a value that is looked at, a hundred characters that are serialised.
 */
export const UNITS_A_TURN = 5_000;

/** How long computing goes on before others are let in. */
export interface Pace {
  /**
   * Notes work that was done. Undefined where the turn may go on; else a promise to be awaited before there is more of it:
   * `const turn = pace.spend(units); if (turn !== undefined) await turn;`, for to await nothing costs more than most units.
   */
  spend(units: number): Promise<void> | undefined;
}

/**
 * The pace of one computation that may be long. Where several are under way, each turn of the event loop goes to one of
 * them: what else the process has to do waits for one share, not for as many as there are requests.
 */
export function createPace(): Pace {
  let left = UNITS_A_TURN;
  return {
    spend(units) {
      left -= units;
      if (left > 0) return undefined;
      left = UNITS_A_TURN;
      return nextShare();
    },
  };
}

const waiting: (() => void)[] = [];

function nextShare(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(give);
  });
}

function give(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(give);
}
