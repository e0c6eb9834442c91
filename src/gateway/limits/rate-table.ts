import pg from 'pg';
import type { IRateLimiterPostgresOptions, RateLimiterPostgres } from 'rate-limiter-flexible';

/** The table in which gateways count together, in the first schema of their search path. */
const TABLE = 'pedigraph_rates';

/** How to count in it, and on which connections. */
export type RateTableOptions = Omit<IRateLimiterPostgresOptions, 'tableName' | 'storeClient' | 'storeType'> & {
  readonly storeClient: pg.Pool;
};

/**
 * A limiter on the table, which is made where it is missing. To ask for it again where it is there would want the right
 * to make tables, which a role that serves does not have.
 */
export async function limiterOnTable(options: RateTableOptions): Promise<RateLimiterPostgres> {
  const { RateLimiterPostgres } = await import('rate-limiter-flexible');
  const inTable = { ...options, storeType: 'pool', tableName: TABLE };
  const { rows } = await options.storeClient.query('SELECT to_regclass($1) IS NOT NULL AS "isThere"', [TABLE]);
  if (rows[0]?.isThere === true) return new RateLimiterPostgres({ ...inTable, tableCreated: true });
  return new Promise((resolve, reject) => {
    const limiter = new RateLimiterPostgres(inTable, (error?: Error) => {
      if (error === undefined) resolve(limiter);
      else reject(error);
    });
  });
}

/**
 * Makes the table as a role that may, and grants another what counting takes.
 * @param url the database in which gateways count, as its owner
 */
export async function makeRateTable(url: string, servingRole: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'pedigraph-rates' });
  pool.on('error', () => {}); // the statement under way rejects with it
  try {
    await limiterOnTable({ storeClient: pool, points: 1, duration: 1, clearExpiredByTimeout: false });
    await pool.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${TABLE} TO ${pg.escapeIdentifier(servingRole)}`);
  } finally {
    await pool.end();
  }
}
