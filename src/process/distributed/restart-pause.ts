/** Milliseconds before the first restart of a process that does not become ready; they double, up to the longest. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 10_000;
/** Milliseconds for which a process that ran well was ready. */
const WELL = 1_000;

/** How long to wait before a process is started again, which was ready for so many milliseconds, or never. */
export type RestartPause = (readyMs: number | undefined) => number;

/**
 * Exponential back-off that a process ends by running well: one that served and was killed starts again at once, however
 * often that happens, and one that cannot run does not keep the machine busy with starts.
 */
export function createRestartPause(): RestartPause {
  let failures = 0;
  return (readyMs = 0) => {
    failures = readyMs >= WELL ? 0 : failures + 1;
    return failures === 0 ? 0 : Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
  };
}
