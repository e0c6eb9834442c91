import { ApiError } from '#integrations/client/api-error.js';
import type { GraphqlClient, Variables } from '#integrations/client/graphql-client.js';
import { everyPage } from '#integrations/importing/every-page.js';
import { findEach } from '#integrations/importing/find-each.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import { settleContradictions } from '#integrations/importing/settle-contradictions.js';
import { sourceRecorder } from '#integrations/importing/source-recorder.js';
import { write } from '#integrations/importing/write.js';
import type {
  AliasChangeHere,
  DatasetVersionHere,
  Destination,
  ModelVersionHere,
  TaggedVersion,
} from './destination.js';

const REGISTER_RUN = 'mutation ($input: RegisterRunInput!) { done: registerRun(input: $input) { created run { id } } }';
const ADD_INPUTS = 'mutation ($input: AddRunInputsInput!) { addRunInputs(input: $input) { added } }';
const ADD_OUTPUTS = 'mutation ($input: AddRunOutputsInput!) { addRunOutputs(input: $input) { added } }';
const CREATE_LOGGED =
  'mutation ($input: CreateLoggedModelInput!) { done: createLoggedModel(input: $input) { created loggedModel { id status } } }';
const FINISH_LOGGED =
  'mutation ($input: FinishLoggedModelInput!) { finishLoggedModel(input: $input) { loggedModel { id } } }';
const FIND_LOGGED = `query ($experiment: String!, $externalId: String!) {
  found: loggedModelByExternalId(experiment: $experiment, externalId: $externalId) { id status }
}`;
const REGISTER_DATASET =
  'mutation ($input: RegisterDatasetVersionInput!) { done: registerDatasetVersion(input: $input) { created datasetVersion { ref } } }';
const DATASET_VERSIONS = `query ($name: String!, $after: String) { of: dataset(name: $name) { page: versions(first: 100, after: $after) {
  nodes { ref externalDigest { algorithm value } files { digest uri } } pageInfo { hasNextPage endCursor }
} } }`;
const REGISTER_ENVIRONMENT =
  'mutation ($input: RegisterEnvironmentVersionInput!) { done: registerEnvironmentVersion(input: $input) { created environmentVersion { ref } } }';
const CREATE_MODEL =
  'mutation ($input: CreateModelInput!) { done: createModel(input: $input) { created model { name } } }';
const MODEL_VERSIONS = `query ($name: String!, $after: String) { of: model(name: $name) { page: versions(first: 100, after: $after) {
  nodes { ref version code { commit } tags status } pageInfo { hasNextPage endCursor }
} } }`;
const TAGGED_VERSIONS = `query ($filter: ModelVersionFilter!, $after: String) { page: modelVersions(filter: $filter, first: 100, after: $after) {
  nodes { ref tags code { commit repository } } pageInfo { hasNextPage endCursor }
} }`;
const REGISTER_VERSION =
  'mutation ($input: RegisterModelVersionInput!) { done: registerModelVersion(input: $input) { created modelVersion { version } } }';
const SET_TAGS = 'mutation ($input: SetTagsInput!) { setTags(input: $input) { __typename } }';
const SET_STATUS = 'mutation ($input: SetStatusInput!) { setStatus(input: $input) { __typename } }';
const ALIAS_CHANGES = `query ($name: String!, $after: String) { of: model(name: $name) { page: aliasHistory(first: 100, after: $after) {
  nodes { alias reason modelVersion { version } } pageInfo { hasNextPage endCursor }
} } }`;
const SET_ALIAS = 'mutation ($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }';
const REMOVE_ALIAS = 'mutation ($input: RemoveAliasInput!) { removeAlias(input: $input) { __typename } }';

/** One query has so many fields. */
const GROUP = 20;

/** Writes to a gateway, as any client does. */
export function gatewayDestination(client: GraphqlClient): Destination {
  const to = { client };
  return {
    async findRuns(experiment, externalIds) {
      const found = new Map<string, string>();
      const lookup = { field: 'runByExternalId', of: 'experiment', selection: 'id' } as const;
      for await (const group of inGroups(externalIds, GROUP)) {
        const pairs = group.map((id) => [experiment, id] as const);
        const here = await findEach<{ readonly id: string }>(pairs, lookup, to);
        for (const [index, run] of here.entries()) if (run !== null) found.set(group[index] as string, run.id);
      }
      return found;
    },
    async registerRun(input) {
      const { done } = await write<Done<{ run: { id: string } }>>(to, REGISTER_RUN, { input });
      return { created: done.created, id: done.run.id };
    },
    async addReadModels(run, loggedModels) {
      await write(to, ADD_INPUTS, { input: { run, loggedModels } });
    },
    async addOutputs(run, datasetVersions) {
      await write(to, ADD_OUTPUTS, { input: { run, datasetVersions } });
    },
    async findLoggedModel(experiment, externalId) {
      const { found } = await client.query<{ found: { id: string; status: string } | null }>(FIND_LOGGED, {
        experiment,
        externalId,
      });
      return found?.status === 'READY' ? found.id : null;
    },
    async makeLoggedModel(input, artifacts) {
      const { done } = await write<Done<{ loggedModel: { id: string; status: string } }>>(to, CREATE_LOGGED, { input });
      const { id, status } = done.loggedModel;
      if (status !== 'READY')
        await write(to, FINISH_LOGGED, { input: { loggedModel: id, status: 'READY', artifacts } });
      return { created: done.created, id };
    },
    datasetVersions: (name) => all<DatasetVersionHere>(client, DATASET_VERSIONS, { name }),
    async registerDataset(input) {
      const { done } = await write<Done<{ datasetVersion: { ref: string } }>>(to, REGISTER_DATASET, { input });
      return { created: done.created, id: done.datasetVersion.ref };
    },
    async registerEnvironment(input) {
      const { done } = await write<Done<{ environmentVersion: { ref: string } }>>(to, REGISTER_ENVIRONMENT, { input });
      return { created: done.created, id: done.environmentVersion.ref };
    },
    async createModel(input) {
      const { done } = await write<Done<{ model: { name: string } }>>(to, CREATE_MODEL, { input });
      return { created: done.created, id: done.model.name };
    },
    modelVersions: (name) => all<ModelVersionHere>(client, MODEL_VERSIONS, { name }),
    async taggedVersions(namespace, key) {
      const filter = { models: { namespace, archived: 'ALL' }, tags: [{ key, operator: 'IS_NOT_NULL' }] };
      return all<TaggedVersion>(client, TAGGED_VERSIONS, { filter });
    },
    settleContradictions: (lookedAt) => settleContradictions(lookedAt, to),
    sources: sourceRecorder(to),
    async registerModelVersion(input) {
      const { done } = await write<Done<{ modelVersion: { version: string } }>>(to, REGISTER_VERSION, { input });
      return { created: done.created, id: done.modelVersion.version };
    },
    async setTags(of, set) {
      await write(to, SET_TAGS, { input: { of, set } });
    },
    async setStatus(modelVersion, status, reason) {
      await write(to, SET_STATUS, { input: { modelVersion, status, reason } });
    },
    aliasChanges: (model) => all<AliasChangeHere>(client, ALIAS_CHANGES, { name: model }),
    async moveAlias({ from, to: version, ...move }) {
      if (version !== null) await write(to, SET_ALIAS, { input: { ...move, version, expected: from } });
      else if (from !== null) await write(to, REMOVE_ALIAS, { input: { ...move, expected: from } });
      else throw new ApiError('BAD_USER_INPUT', `The alias ${move.alias} points nowhere.`);
    },
  };
}

interface Done<Payload> {
  readonly done: Payload & { readonly created: boolean };
}

async function all<Item>(client: GraphqlClient, document: string, variables: Variables): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of everyPage<Item>(client, document, variables)) items.push(item);
  return items;
}
