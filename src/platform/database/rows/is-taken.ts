/** Whether a statement failed because a row with the same key is there. */
export function isTaken(error: unknown): boolean {
  const { driverError } = error as { driverError?: { code?: unknown } };
  return driverError?.code === '23505'; // unique_violation
}
