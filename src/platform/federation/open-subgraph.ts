import { randomUUID } from 'node:crypto';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { SYSTEM } from '../auth/caller.js';
import type { DatabaseSettings, SubgraphSettings, Timeouts } from '../config/config.js';
import { assertAnswers } from '../database/assert-answers.js';
import { assertDurable } from '../database/assert-durable.js';
import { type Database, type DatabaseOptions, openDatabase } from '../database/database.js';
import type { ReadingLanes } from '../database/driver/reading-lanes.js';
import { excessOf } from '../database/rights/schema-rights.js';
import { migrate } from '../database/schema/migrate.js';
import { readSchemaState, type SchemaState } from '../database/schema/schema-state.js';
import { type NormaliseOptions, normaliseError } from '../errors/normalise-error.js';
import { chooseExecutor, type MakeExecutor } from '../execution/choose-executor.js';
import type { StepOfQuestion } from '../idempotency/asking-once.js';
import { answerOnce, createIdempotency } from '../idempotency/idempotency.js';
import type { LedgerLag } from '../ledger/ledger-lag.js';
import { createWrittenPositions, LEDGER_EXTENSION, type LedgerPositions } from '../ledger/ledger-positions.js';
import { LEDGER_WRITER } from '../ledger/ledger-writer.js';
import { ledgerRevision } from '../ledger/revision.js';
import { createStoreWatch, type StoreWatch } from '../ledger/store-watch.js';
import { createSealedRows } from '../loading/sealed-rows.js';
import { createUnderWay } from '../loading/under-way.js';
import { createPorts } from '../ports/ports.js';
import type { ReadRevision, SubgraphRequest, SubgraphStream, SubgraphTransport } from '../transport/transport.js';
import { buildSubgraph, type SchemaFor } from './build-subgraph.js';
import { followSubscription } from './follow-subscription.js';
import type { BackgroundWork, SubgraphContext, SubgraphDefinition } from './subgraph-definition.js';
import { validateLiterals } from './validate-literals.js';

/** What a subgraph needs to run, wherever it runs. */
export interface SubgraphOptions {
  readonly databaseUrl: string;
  /** See `DatabaseOptions.migrationUrl`. */
  readonly migrationUrl?: string | undefined;
  readonly timeouts: Timeouts;
  readonly logger: Logger;
  /** How to reach the other subgraphs. */
  readonly transportOf: (subgraph: string) => SubgraphTransport;
  /** Whether commits must reach the disk; false for tests, whose cluster has fsync off. @default true */
  readonly durable?: boolean | undefined;
  /** Bytes of memory for rows that never change. @default 0, none */
  readonly rowCacheBytes?: number | undefined;
  /** See `Config.database`. @default its defaults */
  readonly databaseSettings?: Partial<DatabaseSettings> | undefined;
  /** See `Config.subgraph`. @default its defaults */
  readonly subgraphSettings?: SubgraphSettings | undefined;
  readonly onStatement?: ((sql: string) => void) | undefined;
  /** See `DatabaseOptions.lanes`. */
  readonly lanes?: ReadingLanes | undefined;
  /** What watches its store, where several subgraphs share one and so a statement. @default a watch of its own */
  readonly watch?: ((database: Database) => StoreWatch) | undefined;
  /** See `SubgraphServices.ledgerGrown`. */
  readonly ledgerGrown?: ((subgraph: string) => Promise<void>) | undefined;
}

/** A running subgraph. */
export interface Subgraph extends AsyncDisposable {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly schemaFor: SchemaFor;
  /** Its SDL, ready to compose. */
  readonly sdl: () => Promise<string>;
  readonly database: Database;
  /** What the role that serves may do beyond what serving takes, in words; nothing where it is the role for it. */
  readonly excess: readonly string[];
  /** Executes a request here, without HTTP: the in-process transport. */
  readonly execute: SubgraphTransport;
  /** The same for subscriptions. */
  readonly subscribe: SubgraphStream;
  /** What it can answer now, as a version; a restart is another version, for other code may answer then. */
  readonly readRevision: ReadRevision;
  createContext(request: Omit<SubgraphRequest, 'document'>): SubgraphContext;
  /**
   * Rejects with the reason why the subgraph cannot answer; resolves with how far it is behind the ledgers it follows.
   */
  ready(): Promise<readonly LedgerLag[]>;
  /** Starts the work that runs beside requests, once everything it asks is reachable. */
  start(): Promise<void>;
}

/** Migrates and opens a subgraph. */
export async function openSubgraph<Context extends SubgraphContext>(
  definition: SubgraphDefinition<Context>,
  options: SubgraphOptions,
): Promise<Subgraph> {
  const { name } = definition;
  const databaseOptions: DatabaseOptions = {
    ...options,
    ...options.databaseSettings,
    url: options.databaseUrl,
    schema: name,
    entities: definition.entities,
    migrations: definition.migrations,
    tables: definition.tables,
    reporting: definition.reporting,
    ledger: LEDGER_WRITER,
  };
  // PostgreSQL makes the connection while the schema is built.
  const opening = openChecked(databaseOptions, options);
  const [opened, built] = await Promise.allSettled([opening, (async () => buildSubgraph(definition))()]);
  if (opened.status === 'rejected') throw opened.reason;
  const { database, excess } = opened.value;
  if (built.status === 'rejected') {
    await database[Symbol.asyncDispose]();
    throw built.reason;
  }
  const { sdl, schema, schemaFor } = built.value;

  const sealedRows = createSealedRows(options.rowCacheBytes ?? 0);
  const underWay = createUnderWay();
  const watch = options.watch?.(database) ?? createStoreWatch(database.manager);
  watch.add({
    name,
    revision: (definition.revision ?? ledgerRevision)(name),
    onOtherPast() {
      options.logger.warn({ subgraph: name }, 'the store no longer holds what was read of it: memory is emptied');
      sealedRows.clear();
    },
  });
  const idempotency = createIdempotency(name, { database, settings: options.subgraphSettings, logger: options.logger });
  const createContext = (request: Omit<SubgraphRequest, 'document'>): Context => {
    const { caller, delegation, requestId, signal, cameAt = performance.now(), idempotent } = request;
    const written = createWrittenPositions();
    const onAppended = (position: number) => written.note({ [name]: position });
    const own = signal === undefined ? database : database.until(signal);
    const asker = { caller, delegation, requestId, cameAt, signal, written };
    return definition.createContext({
      caller,
      requestId,
      signal,
      database: {
        ...own,
        transact: (who, work, how) => own.transact(who, work, { ...how, onAppended }),
      },
      written,
      underWay,
      sealedRows: sealedRows.forRequest(() => watch.lookedAfter(cameAt)),
      ports: createPorts(options.transportOf, asker),
      ...(idempotent && {
        idempotent: {
          ...idempotency.begin(idempotent, { caller, written }),
          portsUnder: (stepOf: StepOfQuestion) => createPorts(options.transportOf, { ...asker, stepOf }),
        },
      }),
    });
  };
  const makeExecutor = chooseExecutor(options.subgraphSettings?.executor);
  const run = randomUUID();
  let work: BackgroundWork | undefined;

  return {
    name,
    schema,
    schemaFor,
    sdl,
    database,
    excess,
    createContext,
    async execute(request) {
      const context = createContext(request);
      const answer = await answerOnce(context, request, () =>
        executeRequest(makeExecutor, schemaFor(request.caller.rights), request, context),
      );
      const { requestId } = request;
      const onFault = (err: unknown) => options.logger.error({ err, requestId, subgraph: name }, 'operation failed');
      return tellingWritten(asOverHttp(answer, { requestId, onFault }), context.written.read());
    },
    subscribe: async (request) => {
      const { requestId } = request;
      const onFault = (err: unknown) => options.logger.error({ err, requestId, subgraph: name }, 'subscription failed');
      const report = (answer: ExecutionResult) => asOverHttp(answer, { requestId, onFault });
      const source = { schema: schemaFor(request.caller.rights), request };
      const followed = await followSubscription({ ...source, createContext: () => createContext(request) });
      return Symbol.asyncIterator in followed ? reportEach(followed, report) : report(followed);
    },
    readRevision: async () => `${run}:${await watch.read(name)}`,
    async ready() {
      await Promise.all([assertAnswers(database), watch.read(name)]);
      return (await work?.ready()) ?? [];
    },
    async start() {
      const ports = createPorts(options.transportOf, { caller: SYSTEM, requestId: `${name}-background` });
      work ??= await definition.start?.({
        database,
        ports,
        logger: options.logger,
        ledgerGrown: options.ledgerGrown,
      });
    },
    async [Symbol.asyncDispose]() {
      await work?.[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A database that is up to date, and what its role may do beyond what serving takes. */
interface CheckedDatabase {
  readonly database: Database;
  readonly excess: readonly string[];
}

/** One statement after the other, on one connection: to make another takes longer than they do. */
async function openChecked(options: DatabaseOptions, { durable }: SubgraphOptions): Promise<CheckedDatabase> {
  const database = await openDatabase(options);
  try {
    if (durable !== false) await assertDurable(database);
    const { rights } = await bringUpToDate(database, options);
    return { database, excess: excessOf(rights, options.tables ?? {}) };
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw error;
  }
}

/** Nearly always nothing is to be migrated or granted, which takes no lock to find out. */
async function bringUpToDate(database: Database, options: DatabaseOptions): Promise<SchemaState> {
  const before = await readSchemaState(database, options);
  if (before.isCurrent) return before;
  await migrate(options, before.rights.role);
  const after = await readSchemaState(database, options);
  if (after.isCurrent) return after;
  throw new Error(
    `The schema ${options.schema} was migrated by DATABASE_MIGRATION_URL, and DATABASE_URL does not find it so: both have to lead to one database.`,
  );
}

/** The gateway has validated the document and the planner made it: only what it cannot judge is validated again. */
async function executeRequest(
  makeExecutor: MakeExecutor,
  schema: GraphQLSchema,
  request: SubgraphRequest,
  contextValue: SubgraphContext,
): Promise<ExecutionResult> {
  const { document, operationName, variables } = request;
  const errors = validateLiterals(schema, document);
  if (errors.length > 0) return { errors };
  return makeExecutor(schema, document, operationName)(undefined, contextValue, variables);
}

/** Errors as a served subgraph reports them, so that a caller meets the same codes in this process and over HTTP. */
function asOverHttp(answer: ExecutionResult, options: NormaliseOptions): ExecutionResult {
  if (answer.errors === undefined) return answer;
  const errors = answer.errors.map((error) => {
    const { message, path, extensions } = normaliseError(error, options);
    return new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions }) });
  });
  return { ...answer, errors };
}

function tellingWritten(answer: ExecutionResult, written: LedgerPositions | undefined): ExecutionResult {
  if (written === undefined) return answer;
  return { ...answer, extensions: { ...answer.extensions, [LEDGER_EXTENSION]: written } };
}

async function* reportEach(
  answers: AsyncIterable<ExecutionResult>,
  report: (answer: ExecutionResult) => ExecutionResult,
): AsyncGenerator<ExecutionResult, void> {
  for await (const answer of answers) yield report(answer);
}
