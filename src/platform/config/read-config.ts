import type * as z from 'zod';
import { type Askers, type Config, GROUPS, SCHEMAS } from './config.js';
import { INTERNAL_TOKEN_VARIABLES } from './settings/internal-tokens.js';

/** Settings from the command line; each wins over its environment variable. */
export type ConfigFlags = Partial<
  Record<'host' | 'port' | 'dataFolder' | 'databaseUrl' | 'logLevel' | 'trustedDocuments', string | undefined>
>;

/** Which environment variable sets which setting. */
export const VARIABLES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  HOST: ['host'],
  PORT: ['port'],
  PEDIGRAPH_DATA: ['dataFolder'],
  DATABASE_URL: ['databaseUrl'],
  DATABASE_MIGRATION_URL: ['databaseMigrationUrl'],
  PEDIGRAPH_TOKEN: ['token'],
  PEDIGRAPH_TOKENS: ['tokens'],
  PEDIGRAPH_ALLOWED_HOSTS: ['allowedHosts'],
  PEDIGRAPH_CORS_ORIGINS: ['corsOrigins'],
  PEDIGRAPH_EMBED_ORIGINS: ['embedOrigins'],
  ...INTERNAL_TOKEN_VARIABLES,
  PEDIGRAPH_OWN_SUBGRAPHS: ['ownSubgraphs'],
  PEDIGRAPH_METRICS_OPEN: ['metricsOpen'],
  PEDIGRAPH_METRICS_TOKEN: ['metricsToken'],
  PEDIGRAPH_TRUSTED_DOCUMENTS: ['trustedDocuments'],
  PEDIGRAPH_TRUSTED_DOCUMENTS_MODE: ['trustedDocumentsMode'],
  PEDIGRAPH_LOG_LEVEL: ['logLevel'],
  PEDIGRAPH_POLICIES: ['policies'],
  OTEL_EXPORTER_OTLP_ENDPOINT: ['tracing', 'endpoint'],
  OTEL_SERVICE_NAME: ['tracing', 'serviceName'],
  PEDIGRAPH_FOREIGN_ERROR_CODES: ['foreignErrorCodes'],
  PEDIGRAPH_FOREIGN_ERROR_EXTENSIONS: ['foreignErrorExtensions'],
  PEDIGRAPH_RESPONSE_CACHE_BYTES: ['responseCacheBytes'],
  PEDIGRAPH_ROW_CACHE_BYTES: ['rowCacheBytes'],
  ...ofGroup('limits', 'LIMIT'),
  ...ofGroup('load', 'LOAD'),
  ...ofGroup('callers', 'CALLER'),
  ...ofGroup('live', 'LIVE'),
  ...ofGroup('timeouts', 'TIMEOUT', '_MS'),
  ...ofGroup('database', 'DATABASE'),
  ...ofGroup('gateway', 'GATEWAY'),
  ...ofGroup('subgraph', 'SUBGRAPH'),
  ...ofGroup('access', 'ACCESS'),
  ...ofGroup('statements', 'STATEMENT'),
  ...ofGroup('oidc', 'OIDC'),
  ...ofGroup('mlflow', 'MLFLOW'),
  PEDIGRAPH_ARTIFACTS: ['artifacts'],
  ...ofGroup('artifact', 'ARTIFACT'),
  ...ofGroup('join', 'JOIN'),
  ...ofGroup('mcp', 'MCP'),
  AWS_REGION: ['artifact', 'region'],
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
  // Another database than the environment's has another owner.
  if (flags.databaseUrl !== undefined) delete raw['databaseMigrationUrl'];
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

/** The variables of a group: `PEDIGRAPH_LIMIT_BODY_BYTES` sets `limits.bodyBytes`. */
function ofGroup(group: keyof typeof GROUPS, word: string, unit = ''): Record<string, [string, string]> {
  const keys = Object.keys(GROUPS[group].shape);
  return Object.fromEntries(keys.map((key) => [`PEDIGRAPH_${word}_${screaming(key)}${unit}`, [group, key]]));
}

function screaming(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}
