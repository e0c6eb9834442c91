/**
 * What a server answers that has no such function, or none for us: feature_not_supported, undefined_function,
 * insufficient_privilege.
 */
const STATES: ReadonlySet<string | undefined> = new Set(['0A000', '42883', '42501']);

/**
 * Whether a statement failed because this server lacks a function it calls, as some that only speak PostgreSQL's
 * protocol do.
 */
export function lacksFeature(error: unknown): boolean {
  const { driverError } = error as { driverError?: { code?: string } };
  return STATES.has(driverError?.code);
}
