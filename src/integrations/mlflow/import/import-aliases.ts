import { ApiError } from '#integrations/client/api-error.js';
import type { MlflowModel } from '../source/mlflow-entities.js';
import { attempt, FOLLOWED, type ImportContext, write } from './import-context.js';
import type { ModelHere } from './model-here.js';
import type { VersionNumbers } from './registry-destination.js';

const ALIASES = `query ($name: String!) { model(name: $name) {
  aliases { name modelVersion { version } }
} }`;
const HISTORY = `query ($name: String!, $alias: String!) { model(name: $name) {
  aliasHistory(alias: $alias, first: 100) { nodes { reason modelVersion { version } } }
} }`;
const SET_ALIAS = `mutation ($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }`;
const REMOVE_ALIAS = `mutation ($input: RemoveAliasInput!) { removeAlias(input: $input) { __typename } }`;

/** Points a model's aliases where MLflow points them; what somebody here moved since stays, and is told. */
export async function importAliases(
  model: MlflowModel,
  { name, created }: ModelHere,
  versions: VersionNumbers,
  context: ImportContext,
): Promise<void> {
  const { tally } = context;
  const here = created ? new Map<string, string>() : await aliasesHere(name, context);
  for (const [alias, number] of model.aliases) {
    const thing = { kind: 'alias', path: `${model.place}/aliases/${alias}` } as const;
    await attempt(context, thing, async () => {
      const version = versions.get(number);
      if (version === undefined) {
        return tally.skip({ ...thing, reason: `points to version ${number}, which was not imported` });
      }
      const current = here.get(alias);
      if (current === undefined) {
        if (!created && (await wasRemovedHere(name, alias, context))) {
          tally.remark(thing.path, `points to ${version} in MLflow, and was removed here since it was imported`);
          return tally.count('aliases', 'alreadyThere');
        }
        await write(context, SET_ALIAS, { input: { model: name, alias, version, expected: null, reason: FOLLOWED } });
        return tally.count('aliases', 'imported');
      }
      if (current !== version) await follow({ name, alias, current, version, path: thing.path }, context);
      tally.count('aliases', 'alreadyThere');
    });
  }
  for (const [alias, version] of here) {
    if (!model.aliases.has(alias)) await followRemoval({ name, alias, version, place: model.place }, context);
  }
}

async function aliasesHere(name: string, { client }: ImportContext): Promise<Map<string, string>> {
  const { model } = await client.query<{
    model: { aliases: readonly { name: string; modelVersion: { version: string } }[] };
  }>(ALIASES, { name });
  return new Map(model.aliases.map((alias) => [alias.name, alias.modelVersion.version]));
}

interface Move {
  readonly reason: string | null;
  readonly modelVersion: { readonly version: string } | null;
}

/** The moves of an alias, newest first. An import names its reason. */
async function movesOf(name: string, alias: string, { client }: ImportContext): Promise<readonly Move[]> {
  const { model } = await client.query<{ model: { aliasHistory: { nodes: readonly Move[] } } }>(HISTORY, {
    name,
    alias,
  });
  return model.aliasHistory.nodes;
}

async function follow(
  alias: { name: string; alias: string; current: string; version: string; path: string },
  context: ImportContext,
): Promise<void> {
  const { tally } = context;
  const [last] = await movesOf(alias.name, alias.alias, context);
  if (last?.reason !== FOLLOWED) {
    const why = last?.reason ? ` (${last.reason})` : '';
    tally.remark(
      alias.path,
      `points to ${alias.version} in MLflow, and was moved here to ${alias.current}${why}, where it stays`,
    );
    return;
  }
  try {
    await write(context, SET_ALIAS, {
      input: {
        model: alias.name,
        alias: alias.alias,
        version: alias.version,
        expected: alias.current,
        reason: FOLLOWED,
      },
    });
    tally.change(alias.path, `moved from ${alias.current} to ${alias.version}`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'CONFLICT') throw error;
    tally.remark(alias.path, `points to ${alias.version} in MLflow, and was moved here meanwhile`);
  }
}

/** What an import set, and MLflow has no more, is removed. */
async function followRemoval(
  { name, alias, version, place }: { name: string; alias: string; version: string; place: string },
  context: ImportContext,
): Promise<void> {
  const [last] = await movesOf(name, alias, context);
  if (last?.reason !== FOLLOWED) return;
  const path = `${place}/aliases/${alias}`;
  await attempt(context, { kind: 'alias', path }, async () => {
    await write(context, REMOVE_ALIAS, { input: { model: name, alias, expected: version, reason: FOLLOWED } });
    context.tally.change(path, `removed in MLflow: removed from ${version}`);
  });
}

async function wasRemovedHere(name: string, alias: string, context: ImportContext): Promise<boolean> {
  const [last] = await movesOf(name, alias, context);
  return last !== undefined && last.modelVersion === null && last.reason !== FOLLOWED;
}
