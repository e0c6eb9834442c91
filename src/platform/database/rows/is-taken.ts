/** Whether a statement failed because a row with the same key is there. */
export function isTaken(error: unknown): boolean {
  // Of a statement that was sent with the commit the driver's own error comes.
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  return (driverError?.code ?? code) === '23505'; // unique_violation
}
