import type { Logger } from 'pino';
import type { ClassType, NonEmptyArray } from 'type-graphql';
import type { Caller } from '../auth/caller.js';
import type { Rights } from '../auth/rights.js';
import type { Database } from '../database/database.js';
import type { ReportingView } from '../database/reporting/reporting-view.js';
import type { TableUses } from '../database/rights/table-use.js';
import type { LedgerLag } from '../ledger/ledger-lag.js';
import type { WrittenPositions } from '../ledger/ledger-positions.js';
import type { RevisionSql } from '../ledger/revision.js';
import type { SealedRows } from '../loading/sealed-rows.js';
import type { UnderWay } from '../loading/under-way.js';
import type { Ports } from '../ports/ports.js';
import type { PinColumn, PinnableSql } from '../verification/verify-pins.js';
import type { IdempotentContext } from './idempotent-context.js';

/** What every subgraph's context holds; each adds its loaders. */
export interface SubgraphContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly signal?: AbortSignal | undefined;
  readonly database: Database;
  /** How far this request has written the ledgers: here, and where it asked others to write. */
  readonly written: WrittenPositions;
  /** Rows that never change, shared by all requests; for loaders alone, which read outside of transactions. */
  readonly sealedRows: SealedRows;
  /** What requests of this subgraph do together or one after the other. */
  readonly underWay: UnderWay;
  /** The other subgraphs, asked in the caller's name. */
  readonly ports: Ports;
  /** The idempotency key under which the request was sent; each mutation field has its own part of it. */
  readonly idempotent?: IdempotentContext | undefined;
}

/** What a subgraph may use beside a request, for work of its own. */
export interface SubgraphServices {
  readonly database: Database;
  readonly ports: Ports;
  readonly logger: Logger;
  /**
   * Resolves when the ledger of a subgraph of this process has grown; only a hint, so that a follower need not look
   * often. Undefined where the subgraphs run elsewhere.
   */
  readonly ledgerGrown: ((subgraph: string) => Promise<void>) | undefined;
}

/** A representation `{ __typename, …key }` and the context; resolves to the entity, or null where there is none. */
export type ResolveReference<Context> = (key: Record<string, unknown>, context: Context) => unknown;

/**
 * The name or ref of an object of a governed type, which begins with its namespace; or whether the caller may see it,
 * where that is known by another way; null where neither can be told, which is an error wherever something is hidden
 * from the caller.
 */
export type NameOf<Context> = (value: never, context: Context) => ToldName | Promise<ToldName>;

/** What is told of an object; see `NameOf`. */
export type ToldName = string | boolean | null;

/** Work that runs beside the requests, such as following a ledger. */
export interface BackgroundWork extends AsyncDisposable {
  /** Rejects with the reason why the work is not done, resolves with how far behind it is; part of readiness. */
  ready(): Promise<readonly LedgerLag[]>;
}

/** All that makes a subgraph: one of these per folder, readable on one screen. */
export interface SubgraphDefinition<Context extends SubgraphContext = SubgraphContext> {
  /** Its name in the supergraph and its PostgreSQL schema. */
  readonly name: string;
  readonly resolvers: NonEmptyArray<ClassType>;
  /** Object types that no field of this subgraph returns by name, such as members of a union. */
  readonly orphanedTypes?: readonly ClassType[] | undefined;
  /** How a `@key` becomes an entity, by type name. */
  readonly references: Readonly<Record<string, ResolveReference<Context>>>;
  /**
   * How objects of a type tell their names, by type. Types with a `@key` are governed whether they stand here or not.
   * @default by their `ref`, or their `name`
   */
  readonly names?: Readonly<Record<string, NameOf<Context>>> | undefined;
  /** What of an object that a caller sees it does not see, by type. @default all of it */
  readonly redact?: Readonly<Record<string, (value: never, rights: Rights) => object>> | undefined;
  readonly entities: readonly ClassType[];
  readonly migrations: readonly ClassType[];
  /** Every table of its schema: whether it is sealed, and what the role that serves may do with it. */
  readonly tables: TableUses;
  /** Views of its tables for reports in SQL (`pedigraph reporting`). @default none */
  readonly reporting?: readonly ReportingView[] | undefined;
  createContext(base: SubgraphContext): Context;
  /** How to read its revision. @default that of its ledger, which every write moves */
  revision?(schema: string): RevisionSql;
  /** What others may pin here, for `pedigraph verify`. @default nothing */
  readonly pinnable?: PinnableSql | undefined;
  /** Where it pins what others own, or itself. @default nowhere */
  readonly pins?: readonly PinColumn[] | undefined;
  start?(services: SubgraphServices): Promise<BackgroundWork>;
}
