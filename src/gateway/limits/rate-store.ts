import type { Logger } from 'pino';
import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';

/** Counts what callers have had in a minute. */
export interface RateStore {
  /** Takes so many of a caller's, all or none. */
  take(caller: string, points: number): Promise<TakenPoints>;
}

/** What came of it. */
export interface TakenPoints {
  readonly isLeft: boolean;
  /** Milliseconds until the caller has all of them again. */
  readonly msBeforeNext: number;
}

/** Where something is counted. */
export interface RateStoreOptions {
  /** What is counted; apart from other things. */
  readonly name: string;
  /** At most, in a minute. */
  readonly max: number;
  /** The PostgreSQL in which gateways count together. @default this process counts for itself */
  readonly databaseUrl?: string | undefined;
  /** How long PostgreSQL may take to connect and to answer, in milliseconds: then this process counts for itself. @default 1000 */
  readonly patience?: number | undefined;
  readonly logger: Pick<Logger, 'warn'>;
}

/** A store and its connections. */
export interface OpenRateStore extends RateStore {
  close(): Promise<void>;
}

const SECONDS = 60;
const PATIENCE_MS = 1_000;

/**
 * Opens a store with the first that is taken: in memory, or in PostgreSQL, where memory stands in while it does not
 * answer. Counting is `rate-limiter-flexible`'s.
 */
export function openRateStore(options: RateStoreOptions): OpenRateStore {
  let opening: Promise<Counting> | undefined;
  return {
    async take(caller, points) {
      opening ??= open(options);
      const { limiter, until = Number.POSITIVE_INFINITY } = await opening;
      if (Date.now() > until) opening = undefined;
      try {
        const { msBeforeNext } = await limiter.consume(caller, points);
        return { isLeft: true, msBeforeNext };
      } catch (reached) {
        if (reached instanceof Error) throw reached;
        return { isLeft: false, msBeforeNext: (reached as RateLimiterRes).msBeforeNext };
      }
    },
    close: async () => (await opening)?.close(),
  };
}

interface Counting {
  readonly limiter: RateLimiterAbstract;
  /** When to open it anew, where it stands in for another; in milliseconds since 1970. */
  readonly until?: number;
  readonly close: () => Promise<void>;
}

async function open({ name, max, databaseUrl, logger, patience = PATIENCE_MS }: RateStoreOptions): Promise<Counting> {
  const { RateLimiterMemory } = await import('rate-limiter-flexible');
  const counted = { keyPrefix: name, points: max, duration: SECONDS };
  const memory = new RateLimiterMemory(counted);
  if (databaseUrl === undefined) return { limiter: memory, close: async () => {} };
  const [{ default: pg }, { limiterOnTable }] = await Promise.all([import('pg'), import('./rate-table.js')]);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 2,
    application_name: 'pedigraph-rates',
    connectionTimeoutMillis: patience,
    query_timeout: patience,
  });
  const warn = (err: unknown) => logger.warn({ err }, 'rates are counted in this process alone for now');
  pool.on('error', warn);
  try {
    const inStore = () => limiterOnTable({ ...counted, storeClient: pool, insuranceLimiter: memory });
    // Of two gateways that make the table at the same moment PostgreSQL refuses one; then it is there.
    return { limiter: await inStore().catch(inStore), close: () => pool.end() };
  } catch (error) {
    warn(error);
    await pool.end();
    return { limiter: memory, until: Date.now() + SECONDS * 1_000, close: async () => {} };
  }
}
