import { endpoint, type FieldsCall, type Route } from '../routing/route.js';
import type { Api } from '../wire/api.js';
import { invalidParameter } from '../wire/mlflow-error.js';
import { type FoundVersion, requireModel, requireVersion } from './find-version.js';
import { BY_NUMBER, LISTED_STATUSES, latestVersions } from './latest-versions.js';
import { ALIAS_OF_STAGE, readStage, STAGE_TAG, type Stage, stageOf } from './stages.js';
import { type Version, versionMessage } from './version-message.js';

/**
 * Stages, which MLflow has from before aliases: a tag of the version, and beside it the alias of the stage, by the rules
 * of aliases here: it has a history, a policy may guard it, and with `production` goes the status PRODUCTION.
 */
export const stageRoutes: readonly Route[] = [
  endpoint('POST', 'mlflow/model-versions/transition-stage', async (call) => {
    const name = call.fields.requiredText('name');
    const stage = readStage(call.fields.requiredText('stage'));
    const archives = call.fields.boolean('archive_existing_versions') ?? false;
    if (archives && ALIAS_OF_STAGE[stage] === undefined) {
      throw invalidParameter(
        `Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are ['Staging', 'Production']`,
      );
    }
    const found = await requireVersion(name, call.fields.requiredText('version'), call);
    await move(found, stage, archives, call.api);
    const { version } = await requireVersion(name, call.fields.requiredText('version'), call);
    return { model_version: versionMessage(name, version) };
  }),
  endpoint('POST', 'mlflow/registered-models/get-latest-versions', latest),
  endpoint('GET', 'mlflow/registered-models/get-latest-versions', latest),
];

async function latest(call: FieldsCall): Promise<object> {
  const name = call.fields.requiredText('name');
  const stages = call.fields.texts('stages').map(readStage);
  const versions = await latestVersions(await requireModel(name, call), call.api);
  const wanted = versions.filter(({ tags }) => stages.length === 0 || stages.includes(stageOf(tags)));
  return { model_versions: wanted.map((version) => versionMessage(name, version)) };
}

type Placed = Pick<Version, 'ref' | 'version' | 'externalVersion'>;

const IN_STAGE = `query ModelVersionsInStage($model: String!, $stage: String!, $statuses: [ModelVersionStatus!]!, $by: [ModelVersionOrder!]!, $after: String) {
  modelVersions(first: 100, after: $after, orderBy: $by, filter: { model: $model, numbered: true, statuses: $statuses,
    tags: [{ key: "mlflow.stage", value: $stage }] }) { nodes { ref version externalVersion } pageInfo { hasNextPage endCursor } } }`;
const SET_STAGE = 'mutation SetStage($input: SetTagsInput!) { setTags(input: $input) { modelVersion { id } } }';
const SET_ALIAS = 'mutation SetAliasOfStage($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }';
const REMOVE_ALIAS = `mutation RemoveAliasOfStage($input: RemoveAliasInput!) {
  removeAlias(input: $input) { model { id } } }`;

/** The alias is moved first: where a policy guards it, nothing is written. */
async function move({ model, version }: FoundVersion, stage: Stage, archives: boolean, api: Api): Promise<void> {
  const before = stageOf(version.tags);
  const others = (await inStage(model, stage, api)).filter(({ ref }) => ref !== version.ref);
  const reason = `Moved to the stage ${stage} by a client of MLflow.`;
  const entered = ALIAS_OF_STAGE[stage];
  if (entered !== undefined) {
    const highest = highestOf(archives ? [version] : [version, ...others])!;
    await api.ask(SET_ALIAS, { input: { model, alias: entered, version: highest.version, reason } });
  }
  const left = ALIAS_OF_STAGE[before];
  if (left !== undefined && before !== stage && version.aliases.some(({ name }) => name === left)) {
    const next = highestOf((await inStage(model, before, api)).filter(({ ref }) => ref !== version.ref));
    const input = { model, alias: left, reason };
    if (next === undefined) await api.ask(REMOVE_ALIAS, { input });
    else await api.ask(SET_ALIAS, { input: { ...input, version: next.version } });
  }
  if (archives)
    for (const { ref } of others) await api.ask(SET_STAGE, { input: { of: ref, set: { [STAGE_TAG]: 'Archived' } } });
  const changed = stage === 'None' ? { remove: [STAGE_TAG] } : { set: { [STAGE_TAG]: stage } };
  await api.ask(SET_STAGE, { input: { of: version.ref, ...changed } });
}

/** The versions that stand there, the highest number first. */
async function inStage(model: string, stage: Stage, api: Api): Promise<readonly Placed[]> {
  if (stage === 'None') return [];
  const found: Placed[] = [];
  for (let after: string | null = null; ; ) {
    const asked: object = { model, stage, statuses: LISTED_STATUSES, by: BY_NUMBER, after };
    const { modelVersions }: Page = await api.ask<Page>(IN_STAGE, { ...asked });
    found.push(...modelVersions.nodes);
    if (!modelVersions.pageInfo.hasNextPage) return found;
    after = modelVersions.pageInfo.endCursor;
  }
}

interface Page {
  readonly modelVersions: {
    readonly nodes: readonly Placed[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

function highestOf(versions: readonly Placed[]): Placed | undefined {
  return versions.toSorted((a, b) => Number(b.externalVersion) - Number(a.externalVersion))[0];
}
