// Four subgraphs as people build them: a schema, TypeORM repositories, a DataLoader for every read by key.
import DataLoader from 'dataloader';
import { GraphQLDateTime, GraphQLJSONObject, GraphQLSafeInt } from 'graphql-scalars';
import { In } from 'typeorm';
import {
  DatasetVersion,
  EnvironmentVersion,
  MetricPoint,
  Model,
  ModelVersion,
  Run,
  RunEnd,
  RunParameter,
} from './entities.mjs';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\nscalar DateTime\nscalar JSONObject\nscalar SafeInt\n';
const SCALARS = { DateTime: GraphQLDateTime, JSONObject: GraphQLJSONObject, SafeInt: GraphQLSafeInt };

const one = (read, keyOf) =>
  new DataLoader(async (keys) => {
    const rows = new Map((await read(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => rows.get(key) ?? null);
  });
const many = (read, keyOf) =>
  new DataLoader(async (keys) => {
    const rows = groupBy(await read(keys), keyOf);
    return keys.map((key) => rows.get(key) ?? []);
  });
const byId = (source, entity) =>
  one(
    (ids) => source.getRepository(entity).findBy({ id: In(ids) }),
    (row) => row.id,
  );

function groupBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

const models = {
  entities: [Model, ModelVersion],
  typeDefs: `${LINK}
    type Query { model(name: String!): Model }
    type Model @key(fields: "id") { id: ID! name: String! versions(first: Int = 20): ModelVersionConnection! }
    type ModelVersionConnection { nodes: [ModelVersion!]! }
    type ModelVersion @key(fields: "id") {
      id: ID! version: String! ref: String! digest: String! createdAt: DateTime! createdBy: String!
      run: Run datasets: [DatasetUse!]! environment: EnvironmentVersion
    }
    type DatasetUse { role: String! datasetVersion: DatasetVersion! }
    type Run @key(fields: "id", resolvable: false) { id: ID! }
    type DatasetVersion @key(fields: "id", resolvable: false) { id: ID! }
    type EnvironmentVersion @key(fields: "id", resolvable: false) { id: ID! }`,
  loaders: (source) => ({ model: byId(source, Model), version: byId(source, ModelVersion) }),
  resolvers: {
    ...SCALARS,
    Query: { model: (_, { name }, { source }) => source.getRepository(Model).findOneBy({ name }) },
    Model: {
      __resolveReference: ({ id }, { loaders }) => loaders.model.load(id),
      versions: async ({ id }, { first }, { source }) => ({
        nodes: await source
          .getRepository(ModelVersion)
          .find({ where: { modelId: id }, order: { id: 'DESC' }, take: first }),
      }),
    },
    ModelVersion: {
      __resolveReference: ({ id }, { loaders }) => loaders.version.load(id),
      run: ({ runPin }) => runPin && { id: runPin.id },
      environment: ({ environmentPin }) => environmentPin && { id: environmentPin.id },
      datasets: ({ datasetPins }) => datasetPins.map(({ role, id }) => ({ role, datasetVersion: { id } })),
    },
  },
};

const experiments = {
  entities: [Run, RunEnd, RunParameter, MetricPoint],
  typeDefs: `${LINK}
    type Query { run(id: ID!): Run }
    type Run @key(fields: "id") {
      id: ID! name: String! status: String! startedAt: DateTime! parameters: JSONObject! metrics: [Metric!]!
    }
    type Metric { key: String! value: Float! step: SafeInt! }`,
  loaders: (source) => ({
    run: byId(source, Run),
    end: one(
      (ids) => source.getRepository(RunEnd).findBy({ runId: In(ids) }),
      (row) => row.runId,
    ),
    parameters: many(
      (ids) => source.getRepository(RunParameter).find({ where: { runId: In(ids) }, order: { key: 'ASC' } }),
      (row) => row.runId,
    ),
    metrics: many(
      (ids) =>
        source
          .getRepository(MetricPoint)
          .createQueryBuilder('point')
          .distinctOn(['point.runId', 'point.key'])
          .where('point.runId IN (:...ids)', { ids })
          .orderBy({ 'point.runId': 'ASC', 'point.key': 'ASC', 'point.step': 'DESC', 'point.timestamp': 'DESC' })
          .getMany(),
      (row) => row.runId,
    ),
  }),
  resolvers: {
    ...SCALARS,
    Query: { run: (_, { id }, { loaders }) => loaders.run.load(id) },
    Run: {
      __resolveReference: ({ id }, { loaders }) => loaders.run.load(id),
      status: async ({ id }, _, { loaders }) => (await loaders.end.load(id))?.status ?? 'RUNNING',
      parameters: async ({ id }, _, { loaders }) =>
        Object.fromEntries((await loaders.parameters.load(id)).map(({ key, value }) => [key, value])),
      metrics: ({ id }, _, { loaders }) => loaders.metrics.load(id),
    },
    // TypeORM gives a bigint as a string.
    Metric: { step: ({ step }) => Number(step) },
  },
};

const datasets = {
  entities: [DatasetVersion],
  typeDefs: `${LINK}
    type Query { datasetVersion(id: ID!): DatasetVersion }
    type DatasetVersion @key(fields: "id") { id: ID! ref: String! digest: String! rows: SafeInt license: String }`,
  loaders: (source) => ({ version: byId(source, DatasetVersion) }),
  resolvers: {
    ...SCALARS,
    Query: { datasetVersion: (_, { id }, { loaders }) => loaders.version.load(id) },
    DatasetVersion: {
      __resolveReference: ({ id }, { loaders }) => loaders.version.load(id),
      rows: ({ rows }) => rows && Number(rows),
    },
  },
};

const environments = {
  entities: [EnvironmentVersion],
  typeDefs: `${LINK}
    type Query { environmentVersion(id: ID!): EnvironmentVersion }
    type EnvironmentVersion @key(fields: "id") { id: ID! ref: String! digest: String! image: String os: String }`,
  loaders: (source) => ({ version: byId(source, EnvironmentVersion) }),
  resolvers: {
    ...SCALARS,
    Query: { environmentVersion: (_, { id }, { loaders }) => loaders.version.load(id) },
    EnvironmentVersion: { __resolveReference: ({ id }, { loaders }) => loaders.version.load(id) },
  },
};

export const TYPEORM_SUBGRAPHS = { models, experiments, datasets, environments };
