import { Command, Option } from 'commander';
import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { ROLES } from '#platform/auth/role.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printRemark } from './print.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

interface CreateOptions extends AnswerOptions {
  readonly for: string;
  readonly user?: true;
  readonly role?: string;
  readonly namespace: string;
  readonly expires?: string;
}

/** An API key as `pedigraph key list` prints it. */
interface ListedKey {
  readonly id: string;
  readonly hint: string;
  readonly name: string;
  readonly principal: string;
  readonly role: string | null;
  readonly namespace: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revocation: { readonly createdAt: string; readonly actor: string } | null;
}

/** The command `pedigraph key`: API keys are made, listed and revoked, through the API as any client does. */
export function keyCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return new Command('key')
    .description('API keys, by which machines and notebooks show who they are')
    .addCommand(createCommand(env))
    .addCommand(listCommand(env))
    .addCommand(revokeCommand(env))
    .helpCommand(false);
}

function createCommand(env: NodeJS.ProcessEnv): Command {
  return answerCommand('create', env)
    .description('make a key; it is printed once, on standard output')
    .argument('<name>', 'what it is for, such as "nightly training"')
    .requiredOption('--for <principal>', 'who asks with it: the actor beside what it writes')
    .option('--user', 'a person asks with it, no machine')
    .addOption(new Option('--role <role>', 'the most that may be done with it').choices(ROLES))
    .option('--namespace <namespace>', 'where --role holds; nothing is done or seen elsewhere', '')
    .option('--expires <when>', 'a date or a number of days, such as 30d; at most ten years ahead', '90d')
    .action((name: string, options: CreateOptions) =>
      withClient(options, async (client) => {
        const input = {
          name,
          principal: options.for,
          kind: options.user === true ? 'USER' : 'SERVICE',
          role: options.role ?? null,
          namespace: options.namespace,
          expiresAt: momentOf(options.expires ?? '90d'),
        };
        const { createApiKey } = await client.mutate<Created>(CREATE, { input });
        printAnswerOf(createApiKey, () => String(createApiKey.secret), options);
        const { apiKey } = createApiKey;
        printRemark(
          `The key of ${apiKey.principal}, until ${apiKey.expiresAt}. It is shown here and never again; revoke it with: pedigraph key revoke ${apiKey.id}`,
        );
      }),
    );
}

function listCommand(env: NodeJS.ProcessEnv): Command {
  return answerCommand('list', env)
    .description('list keys, newest first: one’s own, or as an ADMIN of everything all')
    .option('--for <principal>', 'those of this principal')
    .action((options: AnswerOptions & { readonly for?: string }) =>
      withClient(options, async (client) => {
        const keys = await allKeys(client, options.for ?? null);
        printAnswerOf(keys, () => keys.map(line).join('\n') || 'No keys.', options);
      }),
    );
}

function revokeCommand(env: NodeJS.ProcessEnv): Command {
  return answerCommand('revoke', env)
    .description('end a key: no request with it is answered any more')
    .argument('<id>', 'its id, as pedigraph key list prints it')
    .option('--reason <text>', 'why, for those who read the history')
    .action((id: string, options: AnswerOptions & { readonly reason?: string }) =>
      withClient(options, async (client) => {
        const variables = { input: { apiKey: id, reason: options.reason ?? null } };
        const { revokeApiKey } = await client.mutate<Revoked>(REVOKE, variables, { safeWithoutKey: true });
        const { hint, principal } = revokeApiKey.apiKey;
        printAnswerOf(revokeApiKey, () => `Revoked: ${hint}… of ${principal}.`, options);
      }),
    );
}

async function allKeys(client: GraphqlClient, principal: string | null): Promise<ListedKey[]> {
  const keys: ListedKey[] = [];
  for (let after: string | null = null; ; ) {
    const { apiKeys }: Listed = await client.query<Listed>(LIST, { principal, after });
    keys.push(...apiKeys.nodes);
    if (!apiKeys.pageInfo.hasNextPage) return keys;
    after = apiKeys.pageInfo.endCursor;
  }
}

function line({ id, hint, name, principal, role, namespace, expiresAt, lastUsedAt, revocation }: ListedKey): string {
  const scope = role === null ? '' : ` ${role}${namespace === '' ? '' : ` in ${namespace}`}`;
  const end = revocation === null ? `until ${expiresAt ?? 'revoked'}` : `revoked ${revocation.createdAt}`;
  return `${id}  ${hint}…  ${principal}${scope}  ${end}  last used ${lastUsedAt ?? 'never'}  ${name}`;
}

const DAY = 24 * 60 * 60 * 1_000;

/** `30d` from now, or the date as it is: the server judges it. */
function momentOf(text: string): string {
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  return days === undefined ? text : new Date(Date.now() + Number(days) * DAY).toISOString();
}

interface Created {
  readonly createApiKey: {
    readonly secret: string | null;
    readonly apiKey: Pick<ListedKey, 'id' | 'principal' | 'expiresAt'>;
  };
}
interface Listed {
  readonly apiKeys: {
    readonly nodes: readonly ListedKey[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
interface Revoked {
  readonly revokeApiKey: { readonly apiKey: Pick<ListedKey, 'id' | 'hint' | 'principal'> };
}

const CREATE = `mutation CreateApiKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { secret apiKey { id principal expiresAt } }
}`;
const LIST = `query ApiKeys($principal: String, $after: String) {
  apiKeys(principal: $principal, first: 100, after: $after) {
    nodes { id hint name principal role namespace expiresAt lastUsedAt revocation { createdAt actor } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const REVOKE = `mutation RevokeApiKey($input: RevokeApiKeyInput!) {
  revokeApiKey(input: $input) { apiKey { id hint principal } }
}`;
