import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLObjectType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadExample } from '#process/example/load-example.js';
import { createRegistryWorld, type RegistryWorld } from '../subgraphs/registry-world.js';

const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'), { assumeValid: true, assumeValidSDL: true });

/** How a query gets to an object of each type whose fields take a range: what is put in place of `…` is asked of it. */
const WAY_TO: Readonly<Record<string, string>> = {
  Query: '{ … }',
  Model: '{ model(name: "demo/churn") { … } }',
  ModelVersion: '{ modelVersion(ref: "demo/churn@1.1.0") { … } }',
  Dataset: '{ dataset(name: "demo/customers") { … } }',
  DatasetVersion: '{ datasetVersion(ref: "demo/customers@1.1.0") { … } }',
  DeploymentTarget: '{ targets(first: 1) { nodes { … } } }',
  Environment: '{ environment(name: "demo/python") { … } }',
  EnvironmentVersion: '{ environmentVersion(ref: "demo/python@1.0.0") { … } }',
  Experiment: '{ experiment(name: "demo/churn") { … } }',
  LoggedModel: '{ loggedModels(filter: {}, first: 1) { nodes { … } } }',
  Run: '{ modelVersion(ref: "demo/churn@1.1.0") { run { … } } }',
  RegistryInsight: '{ registryInsight { … } }',
};

/** What the arguments beside it are, where they have to be given. */
const BESIDE: Readonly<Record<string, string>> = {
  direction: 'UPSTREAM',
  filter: '{}',
  columns: '[]',
  key: '"auc"',
  keys: '[]',
  of: '"demo/customers-raw@1.0.0"',
  query: '"model:demo/churn"',
  runs: '[]',
  target: '"demo-eu"',
};

/** What a list of each type is made of, where it is not of refs. */
const ELEMENTS: Readonly<Record<string, string>> = {
  ExperimentOrder: '{ field: NAME }',
  LedgerEventType: 'ModelVersionRegistered',
  ModelOrder: '{ field: NAME }',
  ModelVersionOrder: '{ field: VERSION }',
  LoggedModelOrder: '{ subject: METRIC, key: "auc" }',
  RunOrder: '{ subject: METRIC, key: "auc" }',
  RunTableOrder: '{ column: "metric.auc" }',
};

/** Input fields with a range that queries take: which, and what a list is made of. */
const FILTERS: readonly (readonly [string, string, unknown])[] = [
  ['ExperimentFilter.tags', 'experiments', { key: 'team', value: 'risk' }],
  ['LoggedModelFilter.conditions', 'loggedModels', { subject: 'METRIC', key: 'auc', operator: 'GT', value: 0.5 }],
  ['LoggedModelFilter.datasets', 'loggedModels', { name: 'a' }],
  ['ModelFilter.tags', 'models', { key: 'team', value: 'risk' }],
  ['ModelVersionFilter.externalVersions', 'modelVersions', '1'],
  ['ModelVersionFilter.runs', 'modelVersions', '01890000-0000-7000-8000-000000000000'],
  ['ModelVersionFilter.tags', 'modelVersions', { key: 'team', value: 'risk' }],
  ['RunFilter.conditions', 'runs', { subject: 'METRIC', key: 'auc', operator: 'GT', value: 0.5 }],
];

const copied = { uri: 's3://copies/a', digest: 'md5:1' };
const inSource = { modelVersion: 'demo/churn@1.1.0', tool: 'gto', location: 'here', externalId: 'a' };

/** Input fields with a range are shown in their own mutations. */
const INPUTS: readonly (readonly [string, string, (size: number) => Record<string, unknown>])[] = [
  [
    'ApprovalsByRoleInput.count',
    'setPolicy',
    (count) => ({ scope: 'demo/ranged', rules: { approvalsByRole: [{ role: 'ADMIN', count }] } }),
  ],
  ['PolicyRulesInput.approvals', 'setPolicy', (approvals) => ({ scope: 'demo/ranged', rules: { approvals } })],
  [
    'QuarantineInput.modelVersions',
    'quarantine',
    (size) => ({ reason: 'bad', modelVersions: Array<string>(size).fill('01890000-0000-7000-8000-000000000000') }),
  ],
  [
    'CodeVersionInput.commit',
    'registerModelVersion',
    (length) => ({ model: 'demo/ranged', code: { commit: 'c'.repeat(length) } }),
  ],
  [
    'AddRunInputsInput.inputs',
    'addRunInputs',
    (size) => ({ run: 'any', inputs: Array(size).fill({ ref: 'demo/customers@1.0.0' }) }),
  ],
  [
    'AddRunInputsInput.loggedModels',
    'addRunInputs',
    (size) => ({ run: 'any', loggedModels: Array(size).fill('01890000-0000-7000-8000-000000000000') }),
  ],
  [
    'AddRunOutputsInput.loggedModels',
    'addRunOutputs',
    (size) => ({
      run: 'any',
      loggedModels: Array(size).fill({ loggedModel: '01890000-0000-7000-8000-000000000000' }),
    }),
  ],
  [
    'AddRunOutputsInput.datasetVersions',
    'addRunOutputs',
    (size) => ({ run: 'any', datasetVersions: Array<string>(size).fill('demo/customers@1.0.0') }),
  ],
  [
    'ClaimSourceInput.leaseSeconds',
    'claimSource',
    (leaseSeconds) => ({
      source: 'https://git.example.org/ranged.git',
      namespace: 'demo',
      holder: 'ranged',
      kind: 'GIT',
      leaseSeconds,
    }),
  ],
  [
    'LogLoggedModelMetricsInput.metrics',
    'logLoggedModelMetrics',
    (size) => ({ loggedModel: 'any', metrics: metrics(size) }),
  ],
  ['LogBatchInput.metrics', 'logBatch', (size) => ({ run: 'any', metrics: metrics(size) })],
  ['LogMetricsInput.metrics', 'logMetrics', (size) => ({ run: 'any', metrics: metrics(size) })],
  [
    'AddModelVersionLocationsInput.locations',
    'addModelVersionLocations',
    (size) => ({ modelVersion: 'demo/churn@1.1.0', locations: Array(size).fill(copied) }),
  ],
  [
    'AddDatasetVersionLocationsInput.locations',
    'addDatasetVersionLocations',
    (size) => ({ datasetVersion: 'demo/customers@1.1.0', locations: Array(size).fill(copied) }),
  ],
  [
    'RecordReachCheckInput.places',
    'recordReachCheck',
    (size) => ({
      modelVersion: 'demo/churn@1.1.0',
      places: Array(size).fill({ place: 's3://acme/model.bin', answer: 'YES', reason: 'seen' }),
    }),
  ],
  ['RecordSourcesInput.sources', 'recordSources', (size) => ({ sources: Array(size).fill(inSource) })],
  [
    'RecordSourceInput.digests',
    'recordSources',
    (size) => ({ sources: [{ ...inSource, digests: Array(size).fill('md5:1') }] }),
  ],
  [
    'RecordSourceInput.partDigests',
    'recordSources',
    (size) => ({ sources: [{ ...inSource, partDigests: Array(size).fill('md5:1') }] }),
  ],
  [
    'RegisterDatasetVersionsInput.datasetVersions',
    'registerDatasetVersions',
    (size) => ({ datasetVersions: Array.from({ length: size }, (_, index) => ({ dataset: `demo/ranged-${index}` })) }),
  ],
  [
    'RegisterRunInput.metrics',
    'registerRun',
    (size) => ({ experiment: 'demo/ranged', name: 'ranged', metrics: metrics(size) }),
  ],
  [
    'RegisterRunsInput.runs',
    'registerRuns',
    (size) => ({
      runs: Array.from({ length: size }, (_, index) => ({
        experiment: 'demo/ranged',
        name: `${index}`,
        externalId: `runs ${index}`,
      })),
    }),
  ],
  [
    'NewRunInput.metrics',
    'registerModelVersion',
    (size) => ({
      model: 'demo/ranged',
      parts: { run: { experiment: 'demo/ranged', name: 'r', metrics: metrics(size) } },
    }),
  ],
];
const metrics = (size: number) => Array.from({ length: size }, (_, step) => ({ key: 'auc', value: 0.5, step }));

interface Range {
  /** Null where only the upper end is told. */
  readonly min: number | null;
  readonly max: number;
}

/** The range that a description tells: `1 to 100`, `at most 5000`. Amounts of bytes are not numbers of things. */
function rangeIn(description: string | null | undefined): Range | null {
  if (description == null || /\d [kM]B\b/.test(description)) return null;
  const number = (digits: string) => Number(digits.replaceAll(',', ''));
  const both = /\b(\d[\d,]*) to (\d[\d,]*)/.exec(description);
  if (both !== null) return { min: number(both[1]!), max: number(both[2]!) };
  const most = /\bat most (\d[\d,]*)/.exec(description);
  return most === null ? null : { min: null, max: number(most[1]!) };
}

interface Ranged {
  readonly type: string;
  readonly field: string;
  readonly argument: GraphQLArgument;
  readonly range: Range;
  /** The other arguments, where some have to be given. */
  readonly beside: string;
  readonly hasFields: boolean;
}

/** Every argument of a query whose description tells a range. */
function rangedArguments(): Ranged[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !['Mutation', 'Subscription'].includes(type.name),
  );
  return types.flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) =>
      field.args.flatMap((argument) => {
        const range = rangeIn(argument.description);
        if (range === null) return [];
        const others = field.args.filter(
          (other) => other !== argument && isNonNullType(other.type) && other.defaultValue === undefined,
        );
        const beside = others.map((other) => `, ${other.name}: ${BESIDE[other.name] ?? `<${other.name}>`}`).join('');
        const named = String(field.type).replaceAll(/[[\]!]/g, '');
        return [
          {
            type: type.name,
            field: field.name,
            argument,
            range,
            beside,
            hasFields: isCompositeType(schema.getType(named)),
          },
        ];
      }),
    ),
  );
}

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld();
  await loadExample({ url: world.url });
  await world.ask('mutation { createLoggedModel(input: { experiment: "demo/churn", name: "model" }) { created } }');
  await world.settle();
});
afterAll(() => world[Symbol.asyncDispose]());

/** The code a value of an argument is refused with; null where it is not. */
async function refusalOf({ type, field, argument, beside, hasFields }: Ranged, value: number) {
  const way = WAY_TO[type];
  if (way === undefined) throw new Error(`tell in WAY_TO how a query gets to a ${type}`);
  const isList = isListType(isNonNullType(argument.type) ? argument.type.ofType : argument.type);
  const element = ELEMENTS[String(argument.type).replaceAll(/[[\]!]/g, '')] ?? '"demo/churn@1.1.0"';
  const told = isList ? `[${Array<string>(value).fill(element).join(' ')}]` : value;
  const asked = `${field}(${argument.name}: ${told}${beside})${hasFields ? ' { __typename }' : ''}`;
  const { errors } = await world.ask(way.replace('…', asked));
  return errors?.[0] ?? null;
}

describe.each(
  rangedArguments().map((ranged) => [`${ranged.type}.${ranged.field}(${ranged.argument.name}:)`, ranged] as const),
)('%s', (_, ranged) => {
  const { min, max } = ranged.range;
  test.each([...(min === null ? [] : [min - 1]), max + 1])(
    '%d is out of the range of its description, and refused',
    async (value) => {
      const error = await refusalOf(ranged, value);
      expect(error?.extensions.code).toBe('BAD_USER_INPUT');
      expect(error?.message).toContain(String(max));
    },
  );
  test.runIf(String(ranged.argument.type).startsWith('Int'))('its ends are in the range', async () => {
    for (const value of [min!, max])
      expect((await refusalOf(ranged, value))?.extensions.code).not.toBe('BAD_USER_INPUT');
  });
});

test('an argument whose description tells a range is found by the walk: first, depth, points, lists', () => {
  const found = rangedArguments().map(({ type, field, argument }) => `${type}.${field}.${argument.name}`);
  expect(found).toEqual(
    expect.arrayContaining([
      'Query.impact.first',
      'Query.lineage.depth',
      'Query.metricSeries.points',
      'Query.metricSeries.runs',
      'Query.metricSeries.keys',
      'Query.runTable.columns',
      'Query.compareModelVersions.refs',
      'RegistryInsight.byModel.first',
      'Model.versions.first',
      'Run.metricHistory.first',
    ]),
  );
});

test('every input field whose description tells a range is tried below', () => {
  const ranged = Object.values(schema.getTypeMap()).flatMap((type) =>
    'getFields' in type && type.constructor.name === 'GraphQLInputObjectType'
      ? Object.values(type.getFields()).flatMap((field) =>
          rangeIn(field.description) === null ? [] : [`${type.name}.${field.name}`],
        )
      : [],
  );
  expect(ranged.sort()).toEqual([...INPUTS, ...FILTERS].map(([name]) => name).sort());
});

test.each(INPUTS)('%s is refused outside of the range of its description', async (name, mutation, inputOf) => {
  const [type, field] = name.split('.') as [string, string];
  const fields = (schema.getType(type) as unknown as GraphQLObjectType).getFields();
  const { min, max } = rangeIn(fields[field]?.description)!;
  for (const value of [...(min === null ? [] : [min - 1]), max + 1]) {
    expect((await world.refusal(mutation, inputOf(value))).code).toBe('BAD_USER_INPUT');
  }
});

test.each(FILTERS)('%s is refused outside of the range of its description', async (name, query, element) => {
  const [type, field] = name.split('.') as [string, string];
  const { max } = rangeIn((schema.getType(type) as unknown as GraphQLObjectType).getFields()[field]?.description)!;
  const document = `query ($filter: ${type}!) { ${query}(filter: $filter) { nodes { id } } }`;
  const { errors } = await world.ask(document, { filter: { [field]: Array(max + 1).fill(element) } });
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});
