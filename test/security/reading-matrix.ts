import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isRequiredArgument,
} from 'graphql';
import type { Things } from './seed-things.js';
import { type LeaveOut, selectAll } from './select-all.js';

/** Arguments of fields below the root, by `Type.field`. */
export const BELOW: Readonly<Record<string, string>> = {
  'Model.alias': 'name: "staging"',
  'Model.version': 'selector: "latest"',
  'Model.metricTrend': 'key: "auc"',
  'Model.evaluationMatrix': 'key: "auc"',
  'Run.metricHistory': 'key: "auc"',
  'ModelVersion.lineage': 'direction: BOTH',
  'DatasetVersion.lineage': 'direction: BOTH',
  'EnvironmentVersion.lineage': 'direction: BOTH',
  'Run.lineage': 'direction: BOTH',
  'LoggedModel.lineage': 'direction: BOTH',
};

/** Arguments of a field, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

const byName = (name: string) => [{ name }];
const byRef = (ref: string) => [{ ref }];
const all = { first: 100 };

/**
 * The ways to ask each field of Query, or of Subscription, for what there is in a namespace. A field that is not here is
 * asked without arguments; one that wants some and is not here fails the matrix.
 */
export const WAYS: Readonly<Record<string, (things: Things) => readonly Arguments[]>> = {
  model: ({ model }) => byName(model),
  models: ({ namespace }) => [all, { ...all, filter: { namespace, archived: 'ALL' } }],
  modelByDisplayName: ({ namespace, model }) => [{ namespace, displayName: model }],
  modelVersions: ({ model, run }) => [all, { ...all, filter: { model } }, { ...all, filter: { runs: [run] } }],
  previewModel: ({ namespace }) => ['made', 'another'].map((noun) => ({ input: { name: `${namespace}/${noun}` } })),
  modelVersion: ({ modelVersion }) => byRef(modelVersion),
  deployments: ({ model, namespace }) => [{ target: 'prod' }, { model }, { namespace, active: true }],
  contradictions: ({ model, namespace }) => [{}, { filter: { model } }, { filter: { namespace, open: true } }],
  sourceRecords: ({ namespace }) => [{}, { filter: { namespace, tool: 'gto' } }],
  targets: ({ namespace }) => [{}, { namespace }],
  compareModelVersions: ({ modelVersion }) => [{ refs: [modelVersion, modelVersion] }],
  previewPromotion: ({ modelVersion }) => ['staging', 'gold'].map((alias) => ({ input: { modelVersion, alias } })),
  reviewQueue: ({ namespace }) => [all, { ...all, namespace }, { ...all, alias: 'gold' }],
  previewModelVersion: ({ model }) => [{ input: { model } }],
  previewQuarantine: ({ ids }) => [{ input: { modelVersions: [ids['ModelVersion']], reason: 'It is bad.' } }],
  policyHistory: ({ namespace }) => [all, { ...all, scope: `${namespace}/*` }],
  dataset: ({ dataset }) => byName(dataset),
  datasetVersion: ({ datasetVersion }) => byRef(datasetVersion),
  previewDatasetVersion: ({ dataset }) => [{ input: { dataset } }],
  previewDatasetVersions: ({ dataset }) => [{ input: { datasetVersions: [{ dataset }] } }],
  environment: ({ environment }) => byName(environment),
  environmentVersion: ({ environmentVersion }) => byRef(environmentVersion),
  previewEnvironmentVersion: ({ environment }) => [{ input: { environment, os: 'linux' } }],
  experiment: ({ experiment, ids: { Experiment: id } }) => [{ name: experiment }, { id }],
  experiments: ({ namespace }) => [all, { ...all, filter: { namespace, archived: 'ALL' } }],
  experimentByDisplayName: ({ namespace, experiment }) => [{ namespace, displayName: experiment }],
  experimentByExternalId: ({ namespace }) => [{ namespace, externalId: 'tool:1' }],
  runs: ({ namespace, datasetVersion }) => [
    { ...all, filter: { namespace, archived: 'ALL' } },
    {
      ...all,
      filter: {
        conditions: [{ subject: 'DATASET', key: 'name', operator: 'EQ', value: datasetVersion.split('@')[0] }],
      },
    },
  ],
  runTable: ({ namespace }) => [
    { ...all, filter: { namespace, archived: 'ALL' }, columns: ['metric.auc', 'metric.auc.max', 'run.experiment'] },
    { ...all, filter: {}, columns: ['tag.stage', 'parameter.depth', 'run.name'], orderBy: [{ column: 'metric.auc' }] },
  ],
  compareRuns: ({ run }) => [{ runs: [run, run], includeEqual: true }],
  runKeys: ({ namespace }) => [{ filter: {} }, { filter: { namespace } }],
  run: ({ run: id }) => [{ id }],
  runByExternalId: ({ experiment }) => [{ experiment, externalId: 'over' }],
  loggedModel: ({ ids: { LoggedModel: id } }) => [{ id }],
  loggedModelByExternalId: ({ experiment }) => [{ experiment, externalId: 'logged' }],
  loggedModels: ({ namespace }) => [{ ...all, filter: { namespace, archived: 'ALL' } }],
  previewRun: ({ experiment }) => [{ input: { experiment, name: 'run', externalId: 'another' } }],
  previewRuns: ({ experiment }) => [{ input: { runs: [{ experiment, name: 'run', externalId: 'another' }] } }],
  metricSeries: ({ run }) => [{ runs: [run], keys: ['auc'] }],
  node: ({ ids }) => Object.values(ids).map((id) => ({ id })),
  nodes: ({ ids }) => [{ ids: Object.values(ids) }],
  lineage: ({ modelVersion, datasetVersion, run, environmentVersion }) => [
    ...[modelVersion, datasetVersion, run, environmentVersion].map((of) => ({ of, direction: 'BOTH' })),
    { of: modelVersion, direction: 'UPSTREAM', stopAt: ['RUN'] },
    { of: modelVersion, direction: 'BOTH', groupBy: 'NAME' },
    { of: `${datasetVersion}#amount`, direction: 'DOWNSTREAM' },
  ],
  lineagePath: ({ modelVersion, datasetVersion }) => [{ from: modelVersion, to: datasetVersion }],
  impact: ({ datasetVersion, environmentVersion }) => [
    { of: datasetVersion },
    { of: `${datasetVersion}#amount` },
    { of: environmentVersion },
  ],
  refStatus: ({ modelVersion, datasetVersion, model }) => [
    { ref: modelVersion },
    { ref: `${model}l@1.0.0` },
    { ref: `${model}@2.0.0` },
    { ref: `${datasetVersion}#amounts` },
  ],
  search: ({ namespace, datasetVersion, experiment }) =>
    [
      '',
      `namespace:${namespace}`,
      `dataset:${datasetVersion}`,
      `experiment:${experiment}`,
      `downstreamOf:${datasetVersion}`,
    ]
      .map((query): Arguments => ({ query, ...all }))
      .concat({ query: 'metric.auc > 0', orderBy: { by: 'METRIC', metric: 'auc' }, ...all }),
  ledger: ({ modelVersion, namespace }) => [all, { subject: modelVersion }, { types: ['AliasSet'], namespace }],
  registryInsight: ({ namespace, model }) => [{}, { namespace }, { model }],
  previewQuarantineDownstream: ({ modelVersion: of }) => [{ input: { of, reason: 'It is bad.' } }],
  apiKeys: ({ namespace }) => [{}, { principal: `member-of-${namespace}` }],
  roleGrants: ({ namespace }) => [{}, { namespace }, { principal: `member-of-${namespace}` }],
  ledgerEvents: () => [{ after: { access: 0, datasets: 0, environments: 0, experiments: 0, models: 0 } }],
  searchChanges: ({ ids }) => [{ query: '', known: Object.values(ids) }],
};

/** Internal to the system, and for whoever may see everything. */
const INTERNAL = new Set(['_service', '_entities', 'ledgerEvents', 'ledgerServer', 'callerFacts']);

/** The fields of a root type that callers may ask. */
export function rootFields(type: GraphQLObjectType | null | undefined): readonly GraphQLField<unknown, unknown>[] {
  const isOpen = ({ name }: { readonly name: string }) => type?.name !== 'Query' || !INTERNAL.has(name);
  return Object.values(type?.getFields() ?? {}).filter(isOpen);
}

/** The arguments with which a field is asked for any of these things, each once. */
export function waysToAll(field: GraphQLField<unknown, unknown>, of: readonly Things[]): readonly Arguments[] {
  const ways = of.flatMap((things) => waysTo(field, things));
  return [...new Map(ways.map((args) => [JSON.stringify(args), args])).values()];
}

/** The arguments with which a field is asked for the things of a namespace. */
export function waysTo(field: GraphQLField<unknown, unknown>, things: Things): readonly Arguments[] {
  const ways = WAYS[field.name]?.(things);
  if (ways !== undefined) return ways;
  if (!field.args.some(isRequiredArgument)) return [field.args.some(({ name }) => name === 'first') ? all : {}];
  throw new Error(`${field.name} wants arguments: give some in WAYS, so that the matrix covers it`);
}

/** A document that asks a root field for all that can be selected below it, its arguments as variables. */
export function documentOf(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  args: Arguments,
  leaveOut?: LeaveOut,
): string {
  const named = getNamedType(field.type);
  const selection = isLeafType(named) ? '' : selectAll(schema, named, BELOW, leaveOut);
  return `${headOf(field, args)} ${selection} }`;
}

/** The beginning of such a document, up to the selection: its kind, its variables and the field. */
export function headOf(field: GraphQLField<unknown, unknown>, args: Arguments, kind = 'query'): string {
  const used = field.args.filter(({ name }) => Object.hasOwn(args, name));
  const declared = used.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const passed = used.map(({ name }) => `${name}: $${name}`).join(', ');
  const [head, call] = used.length === 0 ? ['', ''] : [`(${declared})`, `(${passed})`];
  return `${kind} ${head} { ${field.name}${call}`;
}

/**
 * What must stand in no answer to who may not see these things: their names, refs and ids, in encodings of it too.
 * @param others things of which nothing is looked for: what is made of hidden things, and what lies below
 */
export function leaksIn(value: unknown, things: Things, others: readonly Things[] = []): string[] {
  const apart = others.filter((other) => other !== things);
  const open = new Set(apart.flatMap(textsOf));
  const { namespace } = things;
  const texts = [...textsOf(things), `${namespace}/`, `"${namespace}"`].filter((text) => !open.has(text));
  const below = apart.map((other) => other.namespace).filter((name) => name.startsWith(`${namespace}/`));
  const text = JSON.stringify(value) ?? '';
  const decoded = [...text.matchAll(/[A-Za-z0-9_-]{24,}/g)].map(([word]) => Buffer.from(word, 'base64url').toString());
  const places = [text, ...decoded].map((place) => below.reduce((left, name) => left.replaceAll(name, '…'), place));
  return texts.filter((own) => places.some((place) => place.includes(own)));
}

/** Their names, refs and ids; the namespace alone may be a part of many words. */
function textsOf({ ids, namespace: _, ...names }: Things): string[] {
  return [...Object.values(names), ...Object.values(ids)];
}

/** Connections whose `totalCount` is not how many nodes there are. */
export function miscounted(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { totalCount, nodes, pageInfo, __typename } = value as Record<string, never>;
  const isCounted = totalCount !== undefined && nodes !== undefined && pageInfo !== undefined;
  const isWhole = isCounted && !(pageInfo as { hasNextPage?: boolean }).hasNextPage;
  // It is paged by versions, and has a node for those that were measured.
  const isOff = isWhole && totalCount !== (nodes as unknown[]).length && __typename !== 'MetricTrendConnection';
  const below = Object.entries(value).flatMap(([key, inner]) => miscounted(inner, `${path}.${key}`));
  return isOff ? [path, ...below] : below;
}
