import type { Command } from 'commander';
import { found } from '#integrations/client/found.js';
import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { alignColumns } from '#integrations/printing/align-columns.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type AnswerOptions, answerCommand } from './client-options.js';
import { printAnswerOf } from './print-answer-of.js';
import { refuseUnused } from './refuse-unused.js';
import { withClient } from './with-client.js';

interface AliasOptions extends AnswerOptions {
  readonly remove?: true;
  readonly expected?: string;
  readonly reason?: string;
}

/** The command `alias MODEL [NAME] [VERSION]`: lists the aliases of a model, moves one or removes it. */
export function aliasCommand(env: NodeJS.ProcessEnv = process.env): Command {
  return answerCommand('alias', env)
    .description('list the aliases of a model; move one to a version; or remove it')
    .argument('<model>', 'the model: fraud/detector')
    .argument('[name]', 'the alias: candidate')
    .argument('[version]', 'where it is to point to: 1.4.0, latest')
    .option('--remove', 'remove the alias')
    .option('--expected <version>', 'the version that the alias is expected to point to; another one is a CONFLICT')
    .option('--reason <text>', 'why, for those who read the history')
    .action((model: string, alias: string | undefined, version: string | undefined, options: AliasOptions) =>
      withClient(options, async (client) => {
        const { remove, expected, reason } = options;
        if (alias === undefined) return listAliases(client, model, options);
        if ((remove === true) === (version !== undefined))
          throw new PedigraphError('BAD_USER_INPUT', 'Expected a version to move the alias to, or --remove.');
        const input = { model, alias, expected, reason };
        if (remove) {
          const { removeAlias } = await client.mutate<Removed>(REMOVE, { input });
          printAnswerOf(removeAlias, () => `${alias} is removed; it was ${removeAlias.previous.ref}`, options);
          return;
        }
        const { setAlias } = await client.mutate<Moved>(SET, { input: { ...input, version } });
        const before = setAlias.previous?.ref ?? 'no version';
        printAnswerOf(
          setAlias,
          () => `${alias} is ${setAlias.alias.modelVersion.ref}, before it was ${before}`,
          options,
        );
      }),
    );
}

async function listAliases(client: GraphqlClient, name: string, options: AliasOptions): Promise<void> {
  refuseUnused(options, ['expected', 'reason'], 'without an alias');
  if (options.remove) throw new PedigraphError('BAD_USER_INPUT', 'Expected the alias that is to be removed.');
  const { model } = await client.query<Listed>(LIST, { name });
  const { aliases } = found(model, `the model ${name}`);
  const rows = aliases.map((one) => [one.name, one.modelVersion.ref, `since ${one.validFrom}`, `by ${one.actor}`]);
  printAnswerOf(aliases, () => alignColumns(rows).join('\n') || `${name} has no aliases.`, options);
}

interface Listed {
  readonly model: { readonly aliases: readonly (ListedAlias & { validFrom: string; actor: string })[] } | null;
}
interface ListedAlias {
  readonly name: string;
  readonly modelVersion: { readonly ref: string };
}
interface Moved {
  readonly setAlias: { readonly alias: ListedAlias; readonly previous: { readonly ref: string } | null };
}
interface Removed {
  readonly removeAlias: { readonly previous: { readonly ref: string } };
}

const LIST = `query Aliases($name: String!) {
  model(name: $name) { aliases { name modelVersion { ref } validFrom actor } }
}`;
const SET = `mutation SetAlias($input: SetAliasInput!) {
  setAlias(input: $input) { alias { name modelVersion { ref } } previous { ref } }
}`;
const REMOVE = `mutation RemoveAlias($input: RemoveAliasInput!) {
  removeAlias(input: $input) { model { name } previous { ref } }
}`;
