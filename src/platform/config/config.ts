import path from 'node:path';
import * as z from 'zod';
import { isLoopback } from './loopback.js';
import { access } from './settings/access.js';
import { artifact, artifacts } from './settings/artifacts.js';
import { callers } from './settings/callers.js';
import { database } from './settings/database.js';
import { gateway, subgraph } from './settings/execution.js';
import { internalTokens, outlastsOperations, SHORT_TOKENS } from './settings/internal-tokens.js';
import { join } from './settings/join.js';
import { limits } from './settings/limits.js';
import { readExactOrigins, readNames, readOrigins, readTokens } from './settings/lists.js';
import { live } from './settings/live.js';
import { load } from './settings/load.js';
import { mcp } from './settings/mcp.js';
import { metrics } from './settings/metrics.js';
import { mlflow } from './settings/mlflow.js';
import { oidc } from './settings/oidc.js';
import { readPolicies } from './settings/policies.js';
import { statements } from './settings/statements.js';
import { timeouts } from './settings/timeouts.js';
import { tracing } from './settings/tracing.js';
import { trustedDocuments } from './settings/trusted-documents.js';
import { wholeNumber } from './whole-number.js';

/** Settings in groups: each is a file of `settings/`. */
export const GROUPS = {
  limits,
  load,
  callers,
  live,
  timeouts,
  database,
  gateway,
  subgraph,
  access,
  statements,
  oidc,
  mlflow,
  artifact,
  join,
  mcp,
} as const;

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'expected postgres://user:password@host:port/database',
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
    databaseUrl: postgresUrl.optional(),
    /**
     * The same database as the role that owns its schemas: migrations and the operator's commands run as that role,
     * and `databaseUrl` is of one that may do no more than serve. @default `databaseUrl`
     */
    databaseMigrationUrl: postgresUrl.optional(),
    /** The bearer token every request must carry; unset: no token is asked for. */
    token: z.string().min(16, 'expected at least 16 characters').optional(),
    /**
     * The callers that are let in, by the token each sends: `ann=…,ci:CONTRIBUTOR@fraud=…`. Events carry the name as
     * their actor; without a role its holder is ADMIN of everything.
     */
    tokens: z.string().transform(readTokens).optional(),
    /** The host names of the server beside those of loopback; `*` is any. @default none on loopback, else any */
    allowedHosts: z.string().toLowerCase().transform(readNames).optional(),
    /** The origins whose pages may send requests (CORS), such as `https://app.example`; `*` is any. @default none */
    corsOrigins: z.string().transform(readOrigins).default([]),
    /** The origins whose pages may show the embeds of the explorer in a frame. @default none */
    embedOrigins: z.string().transform(readExactOrigins).default([]),
    /** The subgraphs of a supergraph that are ours: others get no internal token. @default the product's */
    ownSubgraphs: z.string().transform(readNames).optional(),
    /** What the policies of `@policy` stand for, in scopes. @default nobody meets one */
    policies: z.string().transform(readPolicies).default({}),
    /** Codes of errors of somebody else's subgraphs whose message reaches clients, beside those that always do. */
    foreignErrorCodes: z.string().transform(readNames).default([]),
    /** Extensions of those errors that reach clients, beside `code`. */
    foreignErrorExtensions: z.string().transform(readNames).default([]),
    /** Bytes of memory for answers that still hold, at most; 0 keeps none. */
    responseCacheBytes: wholeNumber(0).default(64 * 1024 * 1024),
    /** Bytes of memory for rows that never change, at most, in each subgraph; 0 keeps none. */
    rowCacheBytes: wholeNumber(0).default(32 * 1024 * 1024),
    ...metrics,
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    tracing: tracing.prefault({}),
    ...trustedDocuments,
    limits: limits.prefault({}),
    load: load.prefault({}),
    callers: callers.prefault({}),
    live: live.prefault({}),
    timeouts: timeouts.prefault({}),
    database: database.prefault({}),
    gateway: gateway.prefault({}),
    subgraph: subgraph.prefault({}),
    internalTokens: internalTokens.prefault({}),
    access: access.prefault({}),
    statements: statements.prefault({}),
    oidc: oidc.prefault({}),
    mlflow: mlflow.prefault({}),
    artifacts,
    artifact: artifact.prefault({}),
    join: join.prefault({}),
    mcp: mcp.prefault({}),
  })
  .refine((c) => c.statements.key === undefined || c.statements.key !== c.internalTokens.gatewayKey, {
    path: ['statements', 'key'],
    message: 'expected another key than PEDIGRAPH_GATEWAY_KEY: what it signs opens our subgraphs',
  })
  .refine(
    (c) => {
      const { gatewayKey, gatewayPublicKeys, backgroundKey } = c.internalTokens;
      return (gatewayKey ?? gatewayPublicKeys ?? backgroundKey) === undefined || outlastsOperations(c);
    },
    { path: ['internalTokens', 'seconds'], message: SHORT_TOKENS },
  )
  .refine(
    ({ metricsToken, token, tokens = [] }) =>
      !metricsToken || ![token, ...tokens.map((one) => one.token)].includes(metricsToken),
    {
      path: ['metricsToken'],
      message:
        'expected another token than those of clients (PEDIGRAPH_TOKEN, PEDIGRAPH_TOKENS): it opens the metrics alone',
    },
  )
  .refine((c) => c.trustedDocumentsMode === undefined || c.trustedDocuments !== undefined, {
    path: ['trustedDocumentsMode'],
    message:
      'there are no trusted documents: give their folder with --trusted-documents or PEDIGRAPH_TRUSTED_DOCUMENTS',
  })
  .refine(({ databaseUrl, databaseMigrationUrl }) => isSameDatabase(databaseUrl, databaseMigrationUrl), {
    path: ['databaseMigrationUrl'],
    message:
      'expected the database of DATABASE_URL, which has to be set, too, as the role that owns its schemas: only user and server may differ',
  });

function isSameDatabase(serving: string | undefined, migration: string | undefined): boolean {
  if (migration === undefined) return true;
  return serving !== undefined && new URL(serving).pathname === new URL(migration).pathname;
}

/**
 * The callers of the process: clients, known to a gateway by tokens, or gateways, known to a subgraph by their keys.
 */
export type Askers = 'clients' | 'gateways';

/** The schema of a process's settings, by who asks it. */
export const SCHEMAS = {
  clients: configSchema.refine((c) => isLoopback(c.host) || !admitsAnonymous(c), {
    path: ['host'],
    message:
      'another address than loopback (HOST) wants a token (PEDIGRAPH_TOKEN, PEDIGRAPH_TOKENS), a provider of OpenID Connect (PEDIGRAPH_OIDC_ISSUER), or keys alone (PEDIGRAPH_ACCESS_ANONYMOUS=never): without, whoever reaches the port has every right',
  }),
  gateways: configSchema.refine((c) => c.internalTokens.gatewayPublicKeys !== undefined, {
    path: ['internalTokens', 'gatewayPublicKeys'],
    message:
      'a subgraph by itself answers none but its gateways and knows them by their public keys: `pedigraph gateway-keys` makes a pair, the private key for gateways, the public one for subgraphs',
  }),
} as const satisfies Record<Askers, z.ZodType>;

/** The settings of the process, checked and frozen; read once, at the start. */
export type Config = Readonly<z.infer<typeof configSchema>>;
export type GuardLimits = Readonly<Config['limits']>;
export type LoadLimits = Readonly<Config['load']>;
export type Timeouts = Readonly<Config['timeouts']>;
export type DatabaseSettings = Readonly<Config['database']>;
export type SubgraphSettings = Readonly<Config['subgraph']>;
export type OidcSettings = Readonly<Config['oidc']>;

/** Whether the settings let in whoever shows no credential, for as long as nobody was given one. */
export function admitsAnonymous({
  token,
  tokens,
  oidc: { issuer },
  access: { anonymous },
}: Pick<Config, 'token' | 'tokens' | 'oidc' | 'access'>): boolean {
  return (token ?? tokens ?? issuer) === undefined && anonymous === 'loopback';
}
