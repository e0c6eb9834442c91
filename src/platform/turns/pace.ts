/**
 * Units of work that are done in one turn of the event loop, by all who give way. A unit is what takes about a
 * microsecond: a value that is looked at, a hundred characters that are serialised.
 */
export const UNITS_A_TURN = 5_000;

/** Counts units of work, and gives way to others once a turn has had its share. */
export interface Pace {
  /**
   * Notes work that was done. Undefined where the turn may go on; else a promise to be awaited before there is more of
   * it: `const turn = pace.spend(units); if (turn !== undefined) await turn;`, for to await nothing costs more than
   * most units.
   */
  spend(units: number): Promise<void> | undefined;
}

/** Units spent in the turn under way, by all work of this process. */
let spent = 0;
let isTurnCounted = false;
const waiting: (() => void)[] = [];

/**
 * Notes work that was done in this turn of the event loop.
 * @returns whether the turn has had its share: then whoever has more to do waits for `nextShare`
 */
export function spendUnits(units: number): boolean {
  spent += units;
  countTurn();
  return spent >= UNITS_A_TURN;
}

/** Whether this turn of the event loop has had its share. */
export function isTurnSpent(): boolean {
  return spent >= UNITS_A_TURN;
}

/**
 * Resolves in a turn of its own: where several wait, each turn of the event loop goes to one of them. What else the
 * process has to do waits for one share, not for as many as there are requests.
 */
export function nextShare(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    countTurn();
  });
}

/** The pace of one computation that may be long. All of them share the turns. */
export function createPace(): Pace {
  return { spend: (units) => (spendUnits(units) ? nextShare() : undefined) };
}

function countTurn(): void {
  if (isTurnCounted) return;
  isTurnCounted = true;
  setImmediate(beginTurn);
}

function beginTurn(): void {
  spent = 0;
  isTurnCounted = false;
  waiting.shift()?.();
  if (waiting.length > 0) countTurn();
}
