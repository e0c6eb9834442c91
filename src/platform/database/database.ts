import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DataSource, EntityManager } from 'typeorm';
import type { Caller } from '../auth/caller.js';
import type { DatabaseSettings, Timeouts } from '../config/config.js';
import { isConnectionLost } from '../errors/database-fault.js';
import { RawRowClient } from './driver/raw-row-client.js';
import { readOutsideOn } from './driver/read-outside.js';
import { openReadingLanes, type ReadingLanes } from './driver/reading-lanes.js';
import { RequestClient } from './driver/request-client.js';
import { requestSource } from './driver/request-source.js';
import { runTransaction, type Statement } from './driver/run-transaction.js';
import { connectionSettings } from './driver/session-settings.js';
import type { NewLedgerEvent } from './new-ledger-event.js';
import type { ReportingView } from './reporting/reporting-view.js';
import type { TableUses } from './rights/table-use.js';
import { prepared } from './rows/prepared.js';
import { SnakeNaming } from './schema/snake-naming.js';

// biome-ignore lint/complexity/noBannedTypes: TypeORM's own type for entity and migration classes
type ClassList = readonly Function[];

/** How the ledger of a database is written. */
export interface LedgerWriter {
  /** The entity of its table. */
  readonly entity: ClassList[number];
  /** The statement that appends a transaction's events, the last one before its commit. */
  append(actor: string, events: readonly NewLedgerEvent[]): Promise<Statement>;
  /** The position that the ledger has reached, from what the statement answered. */
  positionIn(answer: unknown): number;
}

/** What a database connection of one subgraph needs to know. */
export interface DatabaseOptions {
  readonly url: string;
  /** The same database as the role that owns the schema: for migrations, and nothing else. @default `url` */
  readonly migrationUrl?: string | undefined;
  /** The PostgreSQL schema that belongs to the subgraph; made if missing. */
  readonly schema: string;
  readonly entities: ClassList;
  readonly migrations: ClassList;
  /** Its tables, and what the role that serves does with each. @default none: that role may do nothing */
  readonly tables?: TableUses | undefined;
  /** Its views for reports; written where they were before a migration. @default none */
  readonly reporting?: readonly ReportingView[] | undefined;
  readonly timeouts: Pick<Timeouts, 'statement' | 'lock' | 'migration'>;
  /** Where the events of writes go. @default nowhere: a write that records one fails */
  readonly ledger?: LedgerWriter | undefined;
  /** Connections at most. @default 10 */
  readonly poolSize?: number | undefined;
  /** See `Config.database`. @default shared */
  readonly reads?: DatabaseSettings['reads'] | undefined;
  /** See `Config.database`. @default 4 */
  readonly readConnections?: number | undefined;
  /**
   * Connections for reads outside of transactions, shared with others on the same server.
   * @default its own; none where reads are plain
   */
  readonly lanes?: ReadingLanes | undefined;
  /** Called with every SQL statement; tests count with it. */
  readonly onStatement?: ((sql: string) => void) | undefined;
}

/** One unit of writing: rows and their ledger events are stored together or not at all. */
export interface Transaction {
  readonly manager: EntityManager;
  /** Adds an event to the ledger; written last, in the same transaction. */
  record(event: NewLedgerEvent): void;
  /** Sends a statement once the work is done, together with the events: for rows that the work does not read again. */
  atEnd(statement: Statement): void;
  /**
   * The database's clock in milliseconds, one for every process: read under a lock it orders facts as the lock does.
   */
  clock(): Promise<Date>;
}

/** How a write is made. */
export interface TransactOptions {
  /** Tells it from the other transactions of the same mutation, where it has several. @default its only one */
  readonly step?: string | undefined;
  /** Do it all, and roll it back. @default false */
  readonly dryRun?: boolean | undefined;
  /** Called with the position that the ledger has reached, where the write added to it and is committed. */
  readonly onAppended?: ((position: number) => void) | undefined;
  /** Called once the work is done: statements that are sent behind the events, before the commit. */
  readonly lastly?: (() => readonly Statement[]) | undefined;
}

/** A subgraph's own schema in PostgreSQL. */
export interface Database extends AsyncDisposable {
  /** What it was opened with. */
  readonly options: DatabaseOptions;
  /** For reads outside a transaction. */
  readonly manager: EntityManager;
  readonly source: DataSource;
  /**
   * Runs a write. Retried as a whole where PostgreSQL asks for it (serialization failure, deadlock) and where the
   * connection was lost before the commit, so it must do nothing but talk to the database.
   *
   * A dry run does all of it and then rolls it back: its answer is what the write would have answered, its errors
   * are those the write would have met, and nothing of it was ever visible.
   */
  transact<T>(caller: Caller, work: (transaction: Transaction) => Promise<T>, options?: TransactOptions): Promise<T>;
  /**
   * The same database for one request: once `signal` aborts, its statements are cancelled in PostgreSQL and no other
   * begins; a write is taken back whole, or finished whole where it is committing already.
   */
  until(signal: AbortSignal): Database;
  /** Called after every commit that added to the ledger. */
  onCommit(listener: () => void): void;
}

/** Connects to a subgraph's schema. Nothing is created or migrated; see `migrate`. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const source = await new DataSource(dataSourceOptions(options)).initialize();
  const { url, timeouts, readConnections: connections } = options;
  const own = options.reads === 'plain' || options.lanes ? undefined : openReadingLanes({ url, timeouts, connections });
  const lanes = options.lanes ?? own;
  if (lanes !== undefined) readOutsideOn(source, lanes);
  return databaseOn(source, source.manager, { options, listeners: [], own });
}

/** What a database shares with those that `until` makes of it for single requests. */
interface Shared {
  readonly options: DatabaseOptions;
  readonly listeners: (() => void)[];
  /** To be closed with it. */
  readonly own: ReadingLanes | undefined;
}

function databaseOn(source: DataSource, manager: EntityManager, shared: Shared): Database {
  const { options, listeners, own } = shared;
  const { ledger } = options;
  return {
    options,
    source,
    manager,
    async transact(caller, work, { dryRun = false, onAppended, lastly } = {}) {
      const events: NewLedgerEvent[] = [];
      const last: Statement[] = [];
      let append: readonly Statement[] = [];
      const { done, ending } = await retried(() => {
        events.length = 0;
        last.length = 0;
        return runTransaction({
          source,
          work: async (manager) => {
            const done = await work({
              manager,
              record: (event) => void events.push(event),
              atEnd: (statement) => void last.push(statement),
              clock: () => readClock(manager),
            });
            if (!dryRun) append = await appendOf(ledger, caller, events);
            return done;
          },
          // Concatenated, not spread: V8's optimised code for spreading bails out whenever the lengths differ from
          // before.
          end: () => last.concat(dryRun ? 'ROLLBACK' : append.concat(lastly?.() ?? [], 'COMMIT')),
        });
      });
      if (dryRun || events.length === 0) return done;
      onAppended?.(ledger!.positionIn(ending[last.length]));
      for (const listener of listeners) listener();
      return done;
    },
    until(signal) {
      const bound = requestSource(source, signal);
      return databaseOn(bound, new EntityManager(bound), shared);
    },
    onCommit: (listener) => void listeners.push(listener),
    async [Symbol.asyncDispose]() {
      await own?.close();
      await source.destroy();
    },
  };
}

/** TypeORM's options for a subgraph's schema; its unqualified table names resolve there and nowhere else. */
export function dataSourceOptions(options: DatabaseOptions): ConstructorParameters<typeof DataSource>[0] {
  const { onStatement, timeouts } = options;
  return {
    type: 'postgres',
    driver: pg, // TypeORM would look for it by itself, and call whatever goes wrong a package that is missing
    url: options.url,
    schema: options.schema,
    applicationName: `pedigraph-${options.schema}`,
    entities: options.ledger === undefined ? [...options.entities] : [options.ledger.entity, ...options.entities],
    migrations: [...options.migrations],
    migrationsTableName: 'migration',
    namingStrategy: new SnakeNaming(),
    installExtensions: false,
    poolSize: options.poolSize ?? 10,
    extra: {
      ...connectionSettings({ searchPath: options.schema, timeouts }),
      Client: options.reads === 'plain' ? RequestClient : RawRowClient,
    },
    ...(onStatement === undefined ? {} : { logging: ['query'] as const, logger: statementListener(onStatement) }),
  } as ConstructorParameters<typeof DataSource>[0];
}

async function appendOf(
  ledger: LedgerWriter | undefined,
  caller: Caller,
  events: readonly NewLedgerEvent[],
): Promise<Statement[]> {
  if (events.length === 0) return [];
  if (ledger === undefined)
    throw new Error('This database was opened without a ledger, and its writes record no events.');
  return [await ledger.append(caller.actor, events)];
}

/**
 * How often a transaction is tried that PostgreSQL has rolled back for others' sake, or whose connection was lost
 * before its commit.
 */
const ATTEMPTS = { contended: 4, lost: 2 } as const;

async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attemptsAfter(error)) throw error;
      await pause(attempt * 10 * (1 + Math.random()));
    }
  }
}

function attemptsAfter(error: unknown): number {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  const sqlState = driverError?.code ?? code;
  if (sqlState === '40001' || sqlState === '40P01') return ATTEMPTS.contended;
  return isConnectionLost(error) ? ATTEMPTS.lost : 1;
}

async function readClock(manager: EntityManager): Promise<Date> {
  const text = "SELECT date_trunc('milliseconds', clock_timestamp()) AS now";
  const [row] = (await prepared(manager, text, [])) as [{ now: Date }];
  return row.now;
}

function statementListener(onStatement: (sql: string) => void) {
  const silent = () => {};
  return {
    logQuery: (statement: string | { text: string }) =>
      onStatement(typeof statement === 'string' ? statement : statement.text),
    logQueryError: silent,
    logQuerySlow: silent,
    logSchemaBuild: silent,
    logMigration: silent,
    log: silent,
  };
}
