import path from 'node:path';
import * as z from 'zod';
import { isLoopback } from './loopback.js';
import { wholeNumber } from './whole-number.js';

/** Names with commas between. */
const names = z.string().transform((text) =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);

const positive = wholeNumber(1);

/** The limits of the guard at the edge: each is the largest value that is let through. */
const limits = z.object({
  /** Bytes of a request body, after inflating. */
  bodyBytes: positive.default(4 * 1024 * 1024),
  /** Values in the JSON of a request body: it is parsed in one turn of the event loop. */
  values: positive.default(350_000),
  /** Bytes of a GraphQL document. */
  documentBytes: positive.default(16 * 1024),
  /** Lexical tokens of a document. */
  tokens: positive.default(2_000),
  /** Fields selected once every fragment spread is expanded. */
  selections: positive.default(2_000),
  /** Nested fields, fragments expanded. */
  depth: positive.default(15),
  aliases: positive.default(30),
  rootFields: positive.default(20),
  directives: positive.default(50),
  /** Objects that an operation asks for: enough for a hundred versions with a thousand of lineage each. */
  nodes: positive.default(150_000),
  /** Bytes of a subgraph's answer, or of one event of a subscription. */
  answerBytes: positive.default(16 * 1024 * 1024),
  /** Subscriptions that one gateway follows at a time. */
  subscriptions: positive.default(500),
  /** The same of one caller. */
  subscriptionsPerCaller: positive.default(100),
});

/** Deadlines in milliseconds; each is shorter than the one around it, so that the innermost gives the reason. */
const timeouts = z
  .object({
    operation: positive.default(10_000),
    subgraph: positive.default(8_000),
    statement: positive.default(5_000),
    lock: positive.default(2_000),
    /** How long a request may take to arrive whole; its head a third of that. */
    request: positive.default(30_000),
    /** How long the client of a stream may take nothing of what was sent. */
    stalled: positive.default(60_000),
    /** How long an open connection may still bring a request once the server is asked to stop; 0: not at all. */
    linger: wholeNumber(0).default(500),
    /** How long requests under way may take to finish once the server is asked to stop, and then each closer. */
    drain: positive.default(10_000),
    /** How long a migration may take, and the wait for other processes that migrate. */
    migration: positive.default(600_000),
  })
  .refine((t) => t.operation > t.subgraph && t.subgraph > t.statement && t.statement > t.lock, {
    message: 'time-outs must decrease inward: operation > subgraph > statement > lock',
  });

/** How PostgreSQL is used. */
const database = z.object({
  /**
   * `shared`: reads of different requests go to a few connections together and rows stay the bytes that came, which
   * rests on private parts of `pg`. `plain`: each read takes a connection of the pool, by what `pg` documents alone.
   */
  reads: z.enum(['shared', 'plain']).default('shared'),
  /** Connections that each subgraph has for itself, at most. */
  poolSize: positive.default(10),
  /** Connections for shared reads, at most; the subgraphs of a process have them together. */
  readConnections: positive.default(4),
  /** How long a start waits for a database that does not take connections yet, in milliseconds; 0: not at all. */
  waitMs: wholeNumber(0).default(0),
});

/** How the gateway answers. */
const gateway = z.object({
  /**
   * `planned`: plans of Hive's native planner, executed here. `stitched`: schema stitching by
   * `@graphql-tools/federation` and graphql-js, in JavaScript alone; slower. Where the native planner does not load, it
   * stands in.
   */
  executor: z.enum(['planned', 'stitched']).default('planned'),
  /** `closed`: clients may not ask for the schema (`__schema`, `__type`), and errors suggest no names out of it. */
  introspection: z.enum(['open', 'closed']).default('open'),
});

/** How a subgraph answers. */
const subgraph = z.object({
  /** `compiled`: queries are compiled and executed here. `graphql-js`: by graphql-js alone; slower. */
  executor: z.enum(['compiled', 'graphql-js']).default('compiled'),
});

const configSchema = z
  .object({
    host: z.string().min(1).default('127.0.0.1'),
    port: wholeNumber(0, 65_535).default(4000),
    /** The folder of the embedded database, made absolute; left out, the process chooses one. */
    dataFolder: z
      .string()
      .min(1)
      .transform((folder) => path.resolve(folder))
      .optional(),
    /** A PostgreSQL to use instead of the embedded one. */
    databaseUrl: z
      .url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:port/database' })
      .optional(),
    /** The bearer token every request must carry; unset: no token is asked for. */
    token: z.string().min(16, 'expected at least 16 characters').optional(),
    /** The callers that are let in, by the token each sends: `ann=…,ben=…`. Events carry the name as their actor. */
    tokens: z.string().transform(readTokens).optional(),
    /** The host names of the server beside those of loopback; `*` is any. @default none on loopback, else any */
    allowedHosts: z.string().toLowerCase().transform(readNames).optional(),
    /** The origins whose pages may send requests (CORS), such as `https://app.example`; `*` is any. @default none */
    corsOrigins: z.string().transform(readOrigins).default([]),
    /** The secret by which gateways and subgraphs of ours, in processes of their own, know each other. */
    subgraphSecret: z.string().min(32, 'expected at least 32 characters, such as of `openssl rand -hex 32`').optional(),
    /** The subgraphs of a supergraph that are ours: others see neither token nor caller. @default the product's */
    ownSubgraphs: z.string().transform(readNames).optional(),
    /** Codes of errors of somebody else's subgraphs whose message reaches clients, beside those that always do. */
    foreignErrorCodes: names.default([]),
    /** Extensions of those errors that reach clients, beside `code`. */
    foreignErrorExtensions: names.default([]),
    /** Bytes of memory for answers that still hold, at most; 0 keeps none. */
    responseCacheBytes: wholeNumber(0).default(64 * 1024 * 1024),
    /** Bytes of memory for rows that never change, at most, in each subgraph; 0 keeps none. */
    rowCacheBytes: wholeNumber(0).default(32 * 1024 * 1024),
    /** Whether `/metrics` is shown to whoever reaches the port, and not only to who has a token. */
    metricsOpen: z
      .enum(['true', 'false'])
      .default('false')
      .transform((value) => value === 'true'),
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    limits: limits.prefault({}),
    timeouts: timeouts.prefault({}),
    database: database.prefault({}),
    gateway: gateway.prefault({}),
    subgraph: subgraph.prefault({}),
  })
  .refine(
    ({ subgraphSecret: secret, token, tokens = {} }) => !secret || ![token, ...Object.values(tokens)].includes(secret),
    {
      path: ['subgraphSecret'],
      message:
        'expected another secret than a token of clients (PEDIGRAPH_TOKEN, PEDIGRAPH_TOKENS): who has it may take any name',
    },
  );

/**
 * The callers of the process: clients, known to a gateway by tokens, or gateways, known to a subgraph by the secret.
 */
export type Askers = 'clients' | 'gateways';

const SCHEMAS = {
  clients: configSchema.refine((c) => isLoopback(c.host) || (c.token ?? c.tokens) !== undefined, {
    path: ['host'],
    message:
      'another address than loopback (HOST) wants a token (PEDIGRAPH_TOKEN, PEDIGRAPH_TOKENS): without one, whoever reaches the port has every right',
  }),
  gateways: configSchema.refine((c) => c.subgraphSecret !== undefined, {
    path: ['subgraphSecret'],
    message:
      'a subgraph by itself answers none but its gateways and knows them by this secret: set the same one, of at least 32 characters, for every gateway and subgraph',
  }),
} as const satisfies Record<Askers, z.ZodType>;

/** The settings of the process, checked and frozen; read once, at the start. */
export type Config = Readonly<z.infer<typeof configSchema>>;
export type GuardLimits = Readonly<Config['limits']>;
export type Timeouts = Readonly<Config['timeouts']>;
export type DatabaseSettings = Readonly<Config['database']>;
export type SubgraphSettings = Readonly<Config['subgraph']>;

/** Settings from the command line; each wins over its environment variable. */
export type ConfigFlags = Partial<
  Record<'host' | 'port' | 'dataFolder' | 'databaseUrl' | 'logLevel', string | undefined>
>;

/** Which environment variable sets which setting. */
export const VARIABLES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  HOST: ['host'],
  PORT: ['port'],
  PEDIGRAPH_DATA: ['dataFolder'],
  DATABASE_URL: ['databaseUrl'],
  PEDIGRAPH_TOKEN: ['token'],
  PEDIGRAPH_TOKENS: ['tokens'],
  PEDIGRAPH_ALLOWED_HOSTS: ['allowedHosts'],
  PEDIGRAPH_CORS_ORIGINS: ['corsOrigins'],
  PEDIGRAPH_SUBGRAPH_SECRET: ['subgraphSecret'],
  PEDIGRAPH_OWN_SUBGRAPHS: ['ownSubgraphs'],
  PEDIGRAPH_METRICS_OPEN: ['metricsOpen'],
  PEDIGRAPH_LOG_LEVEL: ['logLevel'],
  PEDIGRAPH_FOREIGN_ERROR_CODES: ['foreignErrorCodes'],
  PEDIGRAPH_FOREIGN_ERROR_EXTENSIONS: ['foreignErrorExtensions'],
  PEDIGRAPH_RESPONSE_CACHE_BYTES: ['responseCacheBytes'],
  PEDIGRAPH_ROW_CACHE_BYTES: ['rowCacheBytes'],
  ...Object.fromEntries(Object.keys(limits.shape).map((key) => [`PEDIGRAPH_LIMIT_${screaming(key)}`, ['limits', key]])),
  ...Object.fromEntries(
    Object.keys(timeouts.shape).map((key) => [`PEDIGRAPH_TIMEOUT_${screaming(key)}_MS`, ['timeouts', key]]),
  ),
  ...Object.fromEntries(
    Object.keys(database.shape).map((key) => [`PEDIGRAPH_DATABASE_${screaming(key)}`, ['database', key]]),
  ),
  ...Object.fromEntries(
    Object.keys(gateway.shape).map((key) => [`PEDIGRAPH_GATEWAY_${screaming(key)}`, ['gateway', key]]),
  ),
  PEDIGRAPH_SUBGRAPH_EXECUTOR: ['subgraph', 'executor'],
};

/** The configuration is wrong; the message lists every problem with the variable that sets it. */
export class ConfigError extends Error {}

/**
 * Reads the configuration from flags and environment, once.
 * @param askers what has to be set depends on who asks
 * @throws {ConfigError} naming every setting that is wrong, not just the first.
 */
export function readConfig(
  env: NodeJS.ProcessEnv = process.env,
  flags: ConfigFlags = {},
  askers: Askers = 'clients',
): Config {
  const raw: Record<string, unknown> = {};
  for (const [variable, [key, inner]] of Object.entries(VARIABLES)) {
    const value = env[variable];
    if (value === undefined || value === '') continue;
    if (inner === undefined) raw[key] = value;
    else raw[key] = { ...(raw[key] as object | undefined), [inner]: value };
  }
  for (const [key, value] of Object.entries(flags)) if (value !== undefined) raw[key] = value;
  const parsed = SCHEMAS[askers].safeParse(raw);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => describe(issue, raw)).join('\n'));
  return deepFreeze(parsed.data);
}

function describe(issue: z.core.$ZodIssue, raw: Readonly<Record<string, unknown>>): string {
  const at = issue.path.join('.');
  const variable = Object.entries(VARIABLES).find(([, keys]) => keys.join('.') === at)?.[0];
  return `${variable ?? (at || 'configuration')}: ${sentence(issue, raw)}`;
}

function sentence(issue: z.core.$ZodIssue, raw: Readonly<Record<string, unknown>>): string {
  if (issue.code !== 'invalid_value') return issue.message;
  const came = issue.path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)?.[key], raw);
  return `expected ${issue.values
    .map(String)
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1')}, but got ${JSON.stringify(came)}`;
}

function readTokens(text: string, context: z.RefinementCtx): Readonly<Record<string, string>> {
  const pairs = text.split(',').map((pair) => /^\s*([A-Za-z0-9][\w.@+-]{0,99})=([^\s,]{16,})\s*$/.exec(pair));
  const names = pairs.map((pair) => pair?.[1]);
  const tokens = new Set(pairs.map((pair) => pair?.[2]));
  if (names.includes(undefined) || new Set(names).size !== names.length || tokens.size !== names.length) {
    context.addIssue({
      code: 'custom',
      message:
        'expected name=token pairs with commas between, each name and each token once, tokens of at least 16 characters',
    });
  }
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

function readNames(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function readOrigins(text: string, context: z.RefinementCtx): readonly string[] {
  const origins = readNames(text);
  for (const origin of origins) {
    if (origin === '*' || (URL.canParse(origin) && new URL(origin).origin === origin)) continue;
    const message = `expected origins such as https://app.example with commas between, or *, but got ${JSON.stringify(origin)}`;
    context.addIssue({ code: 'custom', message });
  }
  return origins;
}

function screaming(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}
