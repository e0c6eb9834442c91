import { Argument, type Command } from 'commander';
import { ROLES } from '#platform/auth/role.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

interface GrantOptions extends AnswerOptions {
  readonly namespace: string;
  readonly reason?: string;
}

/** The command `pedigraph grant PRINCIPAL ROLE`: who has which role where, through the API as any client does. */
export function grantCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('grant', env)
    .description('grant somebody a role in a namespace and all below it, or take theirs away')
    .argument('<principal>', 'who: the name they go by')
    .addArgument(new Argument('<role>', 'the role; NONE takes theirs away').choices([...ROLES, 'NONE']))
    .option('--namespace <namespace>', 'where it holds; left out, everything', '')
    .option('--reason <text>', 'why, for those who read the history')
    .action((principal: string, role: string, options: GrantOptions) =>
      withClient(options, async (client) => {
        const { namespace, reason = null } = options;
        const where = namespace === '' ? 'everything' : namespace;
        if (role === 'NONE') {
          await client.mutate(REVOKE, { input: { principal, namespace, reason } }, { safeWithoutKey: true });
          printAnswerOf(
            { principal, role: null, namespace },
            () => `${principal} has no role in ${where} any more.`,
            options,
          );
          return;
        }
        await client.mutate(GRANT, { input: { principal, role, namespace, reason } }, { safeWithoutKey: true });
        printAnswerOf({ principal, role, namespace }, () => `${principal} is ${role} of ${where}.`, options);
      }),
    );
}

const GRANT = `mutation GrantRole($input: GrantRoleInput!) {
  grantRole(input: $input) { roleGrant { id } }
}`;
const REVOKE = `mutation RevokeRole($input: RevokeRoleInput!) {
  revokeRole(input: $input) { roleGrant { id } }
}`;
