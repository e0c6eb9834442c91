import { ApiError } from '#integrations/client/api-error.js';
import { attempt } from '#integrations/importing/attempt.js';
import { isRefusal, write } from '#integrations/importing/write.js';
import type { MlflowModel } from '../source/mlflow-entities.js';
import { FOLLOWED, type ImportContext } from './import-context.js';
import type { ModelHere } from './model-here.js';
import type { VersionNumbers } from './registry-destination.js';
import { stageAliases } from './stage-aliases.js';

const ALIASES = `query ($name: String!) { model(name: $name) {
  aliases { name modelVersion { version } }
} }`;
const LAST_MOVE = `query ($name: String!, $alias: String!) { model(name: $name) {
  aliasHistory(alias: $alias, first: 1) { nodes { reason modelVersion { version } } }
} }`;
const SET_ALIAS = `mutation ($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }`;
const REMOVE_ALIAS = `mutation ($input: RemoveAliasInput!) { removeAlias(input: $input) { __typename } }`;

/** An alias as MLflow has it, with the version that stands here for the one it points to. */
interface WantedAlias {
  readonly name: string;
  readonly alias: string;
  readonly version: string;
  /** As a report names it. */
  readonly path: string;
}

/** Points a model's aliases where MLflow points them; what somebody here moved since stays, and is reported. */
export async function importAliases(
  model: MlflowModel,
  { name, created }: ModelHere,
  versions: VersionNumbers,
  context: ImportContext,
): Promise<void> {
  const { tally } = context;
  const here = created ? new Map<string, string>() : await aliasesHere(name, context);
  for (const [alias, number] of model.aliases) {
    const path = `${model.place}/aliases/${alias}`;
    await attempt(context, { kind: 'alias', path }, async () => {
      const version = versions.get(number);
      if (version === undefined) {
        return tally.skip({ kind: 'alias', path, reason: `points to version ${number}, which was not imported` });
      }
      const wanted = { name, alias, version, path };
      const isNew = await pointAlias(wanted, created ? null : { current: here.get(alias) }, context);
      tally.count('aliases', isNew ? 'imported' : 'alreadyThere');
    });
  }
  const stages = stageAliases(model, versions);
  for (const [alias, { version, stage, path }] of stages) {
    try {
      const isNew = await pointAlias(
        { name, alias, version, path },
        created ? null : { current: here.get(alias) },
        context,
      );
      if (isNew) tally.remark(path, `its stage ${stage} is the alias ${alias} and the tag mlflow.stage`);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      tally.remark(path, `its stage ${stage} is the tag mlflow.stage alone: ${error.message}`);
    }
  }
  for (const [alias, version] of here) {
    if (model.aliases.has(alias) || stages.has(alias)) continue;
    await followRemoval({ name, alias, version, path: `${model.place}/aliases/${alias}` }, context);
  }
}

/**
 * Points an alias; whether there was none.
 * @param here where it points here; null where the model is new
 */
async function pointAlias(
  wanted: WantedAlias,
  here: { readonly current: string | undefined } | null,
  context: ImportContext,
): Promise<boolean> {
  const { name, alias, version, path } = wanted;
  if (here?.current === version) return false;
  if (here?.current !== undefined) {
    await follow({ ...wanted, current: here.current }, context);
    return false;
  }
  const last = here === null ? undefined : await lastMoveOf(name, alias, context);
  if (last !== undefined && last.reason !== FOLLOWED) {
    context.tally.remark(path, `points to ${version} in MLflow, and was removed here, where it stays so`);
    return false;
  }
  await write(context, SET_ALIAS, { input: { model: name, alias, version, expected: null, reason: FOLLOWED } });
  return true;
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

/** The last move of an alias; an import names its reason. */
async function lastMoveOf(name: string, alias: string, { client }: ImportContext): Promise<Move | undefined> {
  const { model } = await client.query<{ model: { aliasHistory: { nodes: readonly Move[] } } }>(LAST_MOVE, {
    name,
    alias,
  });
  return model.aliasHistory.nodes[0];
}

async function follow(wanted: WantedAlias & { readonly current: string }, context: ImportContext): Promise<void> {
  const { tally } = context;
  const { name: model, alias, version, current, path } = wanted;
  const last = await lastMoveOf(model, alias, context);
  if (last?.reason !== FOLLOWED) {
    const why = last?.reason ? ` (${last.reason})` : '';
    tally.remark(path, `points to ${version} in MLflow, and was moved here to ${current}${why}, where it stays`);
    return;
  }
  try {
    await write(context, SET_ALIAS, { input: { model, alias, version, expected: current, reason: FOLLOWED } });
    tally.change(path, `moved from ${current} to ${version}`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'CONFLICT') throw error;
    tally.remark(path, `points to ${version} in MLflow, and was moved here meanwhile`);
  }
}

/** What an import set, and MLflow has no more, is removed. */
async function followRemoval({ name, alias, version, path }: WantedAlias, context: ImportContext): Promise<void> {
  const last = await lastMoveOf(name, alias, context);
  if (last?.reason !== FOLLOWED) return;
  await attempt(context, { kind: 'alias', path }, async () => {
    await write(context, REMOVE_ALIAS, { input: { model: name, alias, expected: version, reason: FOLLOWED } });
    context.tally.change(path, `removed in MLflow: removed from ${version}`);
  });
}
