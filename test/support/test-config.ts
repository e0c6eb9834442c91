import type { Config } from '#platform/config/config.js';
import { readConfig } from '#platform/config/read-config.js';

/**
 * The product's deadlines, so long that none of them ends on a machine that is slow or busy: what a test asserts is
 * what is answered. A test of a deadline sets its own.
 */
export const LONG_DEADLINES = {
  PEDIGRAPH_TIMEOUT_OPERATION_MS: '300000',
  PEDIGRAPH_TIMEOUT_SUBGRAPH_MS: '290000',
  PEDIGRAPH_TIMEOUT_STATEMENT_MS: '280000',
  PEDIGRAPH_TIMEOUT_LOCK_MS: '120000',
  PEDIGRAPH_INTERNAL_TOKEN_SECONDS: '600',
} as const;

/** The configuration of a server in a test: a free port of loopback, no log, long deadlines, an end at once, and what the test says. */
export function testConfig(env: NodeJS.ProcessEnv = {}): Config {
  const setsDeadlines = Object.keys(env).some((name) => name in LONG_DEADLINES);
  // A whole run goes the one way or the other.
  const { PEDIGRAPH_DATABASE_READS, PEDIGRAPH_GATEWAY_EXECUTOR, PEDIGRAPH_SUBGRAPH_EXECUTOR } = process.env;
  const own = {
    PORT: '0',
    PEDIGRAPH_LOG_LEVEL: 'silent',
    PEDIGRAPH_TIMEOUT_LINGER_MS: '0',
    // A machine that is busy with other things is no load to be shed
    PEDIGRAPH_LOAD_PATIENCE_MS: '300000',
    PEDIGRAPH_LOAD_TARGET_MS: '300000',
    PEDIGRAPH_LOAD_LOOP_DELAY_MS: '300000',
    PEDIGRAPH_DATABASE_READS,
    PEDIGRAPH_GATEWAY_EXECUTOR,
    PEDIGRAPH_SUBGRAPH_EXECUTOR,
  };
  return readConfig({ ...own, ...(setsDeadlines ? {} : LONG_DEADLINES), ...env });
}
