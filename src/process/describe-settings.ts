import type * as z from 'zod';
import { type Config, SCHEMAS } from '#platform/config/config.js';
import { VARIABLES } from '#platform/config/read-config.js';

/** The groups of settings, in their order, by the first key of their paths; all others come first. */
const GROUPS: Readonly<Record<string, string>> = {
  access: 'Who may come in',
  oidc: 'OpenID Connect',
  internalTokens: 'Between gateways and subgraphs',
  statements: 'What subgraphs of others are shown of who asks',
  limits: 'Limits of a request',
  callers: 'Limits of a caller',
  load: 'More than can be served',
  live: 'Connections that stay',
  timeouts: 'Deadlines, in milliseconds',
  database: 'PostgreSQL',
  gateway: 'The gateway',
  subgraph: 'The subgraphs',
  join: 'Subgraphs of your own',
  mlflow: 'MLflow’s clients',
  artifact: 'Files that clients upload',
  mcp: 'Agents',
  tracing: 'Traces',
};

/** docs/settings.md: every variable that sets something, its default, and what it is for. */
export function settingsDocument(): string {
  const defaults = SCHEMAS.clients.parse({});
  const general = Object.entries(VARIABLES).filter(([, [key]]) => !Object.hasOwn(GROUPS, key));
  const sections = Object.entries(GROUPS).map(([group, title]) => {
    const variables = Object.entries(VARIABLES).filter(([, [key]]) => key === group);
    return `## ${title}\n\n${table(variables, defaults)}`;
  });
  return [INTRODUCTION, table(general, defaults), ...sections].join('\n');
}

type Variable = readonly [name: string, path: readonly [string, ...string[]]];

function table(variables: readonly Variable[], defaults: Config): string {
  const rows = variables.map(([name, path]) => {
    const value = path.reduce<unknown>((within, key) => (within as Record<string, unknown>)[key], defaults);
    return `| \`${name}\` | ${inWords(value)} | ${descriptionOf(path)} |\n`;
  });
  return `| variable | default | |\n|---|---|---|\n${rows.join('')}`;
}

function descriptionOf([key, inner]: Variable[1]): string {
  const whole: z.ZodObject = SCHEMAS.clients;
  let setting = whole.shape[key];
  if (inner !== undefined) setting = ((setting as z.ZodPrefault).unwrap() as z.ZodObject).shape[inner];
  const { description } = setting as z.ZodType;
  if (description === undefined) throw new Error(`The setting ${key}.${inner ?? ''} wants .describe(…).`);
  return description.replaceAll('|', '\\|');
}

const MEBIBYTE = 1024 ** 2;
const GIBIBYTE = 1024 ** 3;

function inWords(value: unknown): string {
  if (value === undefined || value === '' || (typeof value === 'object' && Object.keys(value as object).length === 0))
    return '';
  if (typeof value === 'number' && value > 0 && value % MEBIBYTE === 0)
    return `\`${value}\`, ${value % GIBIBYTE === 0 ? `${value / GIBIBYTE} GiB` : `${value / MEBIBYTE} MiB`}`;
  return `\`${Array.isArray(value) ? value.join(',') : value}\``;
}

const INTRODUCTION = `# Settings

Generated from \`src/platform/config\` by \`npm run compose\`. All come from the environment; \`pedigraph start\` and its like take some as flags, too, which win (\`--help\`). They are read and checked once, at the start: what is wrong ends it with a sentence for each, and a variable that begins with \`PEDIGRAPH_\` and is none of these is reported. \`pedigraph doctor\` checks them without starting anything.
`;
