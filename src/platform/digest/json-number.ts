/** JSON has no word for a diverged loss: the three non-finite numbers are strings, in the API and under digests. */
export function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
