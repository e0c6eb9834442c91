/** The first moment that a DateTime with four digits of a year can say: 0001-01-01. */
const FIRST = -62_135_596_800_000;
/** What microseconds since 1970 look like, read as milliseconds: a year beyond 9999. */
const BEYOND = 253_402_300_800_000;

/** Why a moment, in milliseconds since 1970, cannot be stored, as half a sentence; null where it can. */
export function momentMisfit(ms: number, now: number): string | null {
  if (ms < FIRST) return 'lies before the year 1';
  if (ms <= now) return null;
  return ms >= BEYOND
    ? `lies beyond the year 9999 (${ms}; is it in microseconds?)`
    : `lies in the future (${new Date(ms).toISOString()})`;
}

/** A moment as the API takes it; undefined for null. */
export function isoOf(ms: number | null): string | undefined {
  return ms === null ? undefined : new Date(ms).toISOString();
}
