import type { Command } from 'commander';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printAnswerOf } from './print-answer-of.js';
import { withClient } from './with-client.js';

interface RollbackOptions extends AnswerOptions {
  readonly alias: string;
  readonly to?: string;
  readonly expected?: string;
  readonly reason: string;
}

/** The command `rollback MODEL`: alias, status and active deployments move back together. */
export function rollbackCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('rollback', env)
    .description('move an alias of a model, its status and its active deployments back to an earlier version')
    .argument('<model>', 'the model: fraud/detector')
    .option('--alias <name>', 'the alias', 'production')
    .option('--to <version>', 'the version to go back to; the one before where left out')
    .option('--expected <version>', 'the version that the alias is expected to point to; another one is a CONFLICT')
    .requiredOption('--reason <text>', 'why, for those who read the history')
    .action((model: string, options: RollbackOptions) =>
      withClient(options, async (client) => {
        const { alias, to, expected, reason } = options;
        const input = { model, alias, to, expected, reason };
        const { rollback } = await client.mutate<RolledBack>(ROLLBACK, { input });
        printAnswerOf(rollback, () => inWords(rollback), options);
      }),
    );
}

function inWords({ alias, from, durationSeconds, deployments }: RolledBack['rollback']): string {
  return [
    `${alias.name} is ${alias.modelVersion.ref}, before it was ${from.ref} for ${durationSeconds} s`,
    ...deployments.map(({ target, modelVersion }) => `  ${target} runs ${modelVersion.ref}`),
  ].join('\n');
}

interface RolledBack {
  readonly rollback: {
    readonly from: { readonly ref: string };
    readonly to: { readonly ref: string };
    readonly durationSeconds: number;
    readonly alias: { readonly name: string; readonly modelVersion: { readonly ref: string } };
    readonly deployments: readonly { readonly target: string; readonly modelVersion: { readonly ref: string } }[];
  };
}

const ROLLBACK = `mutation Rollback($input: RollbackInput!) {
  rollback(input: $input) {
    from { ref } to { ref } durationSeconds alias { name modelVersion { ref } }
    deployments { id target modelVersion { ref } }
  }
}`;
