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
    host: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe(
        'The address that the server listens on. Another than loopback wants a credential: a token, a provider of OpenID Connect, or keys alone.',
      ),
    port: wholeNumber(0, 65_535).default(4000).describe('Its port; 0 takes a free one.'),
    dataFolder: z
      .string()
      .min(1)
      .transform((folder) => path.resolve(folder))
      .optional()
      .describe('The folder of the embedded PostgreSQL. Unset: `./.pedigraph`.'),
    databaseUrl: postgresUrl
      .optional()
      .describe('A PostgreSQL, 15 or newer: `postgres://user:password@host:port/database`. Unset: one is embedded.'),
    databaseMigrationUrl: postgresUrl
      .optional()
      .describe(
        "The same database as the role that owns it: migrations and the operator's commands run as that role, so that `DATABASE_URL` may be of one that rewrites nothing ([security](security.md#in-postgresql)). Unset: that of `DATABASE_URL`.",
      ),
    token: z
      .string()
      .min(16, 'expected at least 16 characters')
      .optional()
      .describe('A bearer token that opens everything. Unset: none.'),
    tokens: z
      .string()
      .transform(readTokens)
      .optional()
      .describe(
        'More tokens, each with the name that is the actor of what its holder does, and the role it has: `ann=…,ci:CONTRIBUTOR@fraud=…`. Without a role it is ADMIN of everything. Unset: none.',
      ),
    allowedHosts: z
      .string()
      .toLowerCase()
      .transform(readNames)
      .optional()
      .describe(
        'Further host names under which the server is asked; `*` is any. Unset: on loopback the names of loopback, else any.',
      ),
    corsOrigins: z
      .string()
      .transform(readOrigins)
      .default([])
      .describe(
        'The origins whose pages may send requests (CORS), such as `https://app.example`; `*` is any ([security](security.md)).',
      ),
    embedOrigins: z
      .string()
      .transform(readExactOrigins)
      .default([])
      .describe(
        'The origins whose pages may show [pictures of the registry](embed.md) in frames, such as `https://notebooks.example`.',
      ),
    ownSubgraphs: z
      .string()
      .transform(readNames)
      .optional()
      .describe('Which subgraphs of a supergraph are ours, and get internal tokens. Unset: the six of the product.'),
    policies: z
      .string()
      .transform(readPolicies)
      .default({})
      .describe(
        'What `@policy` in [subgraphs of others](foreign-subgraphs.md#who-may-read-what) stands for, in scopes. Unset: nobody meets one.',
      ),
    foreignErrorCodes: z
      .string()
      .transform(readNames)
      .default([])
      .describe(
        'Codes of errors of [subgraphs of others](foreign-subgraphs.md) whose message reaches clients, beside those that always do.',
      ),
    foreignErrorExtensions: z
      .string()
      .transform(readNames)
      .default([])
      .describe('Extensions of those errors that reach clients, beside `code`.'),
    responseCacheBytes: wholeNumber(0)
      .default(64 * 1024 * 1024)
      .describe('Bytes of memory for answers that still hold, at most ([caching](caching.md)); 0 caches none.'),
    rowCacheBytes: wholeNumber(0)
      .default(32 * 1024 * 1024)
      .describe('Bytes of memory for rows that never change, at most, in each subgraph; 0 caches none.'),
    ...metrics,
    logLevel: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
      .default('info')
      .describe('Which lines are logged, as JSON: those of this level and above.'),
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
