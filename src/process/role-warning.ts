import type { Logger } from 'pino';

/** What it costs that the role that serves may do more than serving takes; it names no role, for anybody may read it. */
export const ROLE_WARNING =
  'The PostgreSQL role that serves may do more than serving takes, so the database does not stop whoever gets SQL through to it from here: what is sealed could be changed or deleted, or its triggers switched off, and only pedigraph verify with a checkpoint kept elsewhere would find it. Serve as a role of its own: DATABASE_URL beside DATABASE_MIGRATION_URL, see docs/security.md.';

/**
 * Logs the warning with what the role may do, and gives what readiness reports; nothing of either where the role may
 * do what serving takes alone.
 * @param excess see `Subgraph.excess`
 */
export function warnOfRole(excess: readonly string[], logger: Pick<Logger, 'warn'>): readonly string[] {
  if (excess.length === 0) return [];
  logger.warn({ excess }, ROLE_WARNING);
  return [ROLE_WARNING];
}
