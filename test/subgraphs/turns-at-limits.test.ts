import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestGraph, NO_CACHES, type TestGraph } from '../support/test-graph.js';

/**
 * Characters of JSON that one turn of the event loop may parse and write: about ten milliseconds. A chunk of each at
 * once, some small ones beside it, and a column that `JSON.stringify` is given whole because it is short.
 */
const MOST_CHARACTERS = 1_500_000;

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph(NO_CACHES);
});
afterAll(() => graph[Symbol.asyncDispose]());

/** The characters of JSON that the busiest turn of the event loop has parsed and written, while this goes on. */
async function busiestTurn(work: () => Promise<string>): Promise<number> {
  const { parse, stringify } = JSON;
  let [now, most, isOver] = [0, 0, false];
  const note = (characters: number) => {
    now += characters;
    most = Math.max(most, now);
  };
  JSON.parse = (text: string, reviver?: never) => {
    note(text.length);
    return parse(text, reviver);
  };
  JSON.stringify = ((...args: Parameters<typeof stringify>) => {
    const text = stringify(...args);
    note(text?.length ?? 0);
    return text;
  }) as typeof stringify;
  const turn = () => {
    now = 0;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  try {
    const answer = await work();
    expect(answer.slice(0, 500)).not.toContain('"errors"');
    return most;
  } finally {
    isOver = true;
    Object.assign(JSON, { parse, stringify });
  }
}

/** The text of an answer: nobody here parses it. The body is written beforehand. */
async function send(body: string): Promise<string> {
  const answer = await fetch(graph.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return answer.text();
}
const sent = (query: string, input?: object) => {
  const body = JSON.stringify({ query, variables: { input } });
  return () => send(body);
};

const MODEL = 'acme/large';
const digest = (text: string) => `sha256:${Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64)}`;
const version = (number: number) => ({
  model: MODEL,
  artifacts: Array.from({ length: 10_000 }, (_, index) => ({
    path: `layers/${index}.bin`,
    uri: `s3://acme/${number}/${index}`,
    digest: digest(`${number} ${index}`),
    sizeBytes: index,
  })),
  config: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, number + index])),
});
const REGISTER = `mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { created } }`;
const PREVIEW = REGISTER.replace('mutation', 'query').replace('registerModelVersion(', 'previewModelVersion(');
const VERSIONS = (selection: string) =>
  sent(`{ model(name: "${MODEL}") { versions(first: 10) { nodes { ${selection} } } } }`);

test('registering the largest version takes turns, the first time and where there is one to compare with', async () => {
  for (const number of [1, 2, 3, 4, 5])
    expect(await busiestTurn(sent(REGISTER, version(number)))).toBeLessThan(MOST_CHARACTERS);
  expect(await busiestTurn(sent(PREVIEW, version(6)))).toBeLessThan(MOST_CHARACTERS);
});

test.each(['artifacts { path uri digest sizeBytes }', 'manifest', 'config', 'manifest config artifacts { path }'])(
  'several of the largest versions are read in turns: %s',
  async (selection) => {
    expect(await busiestTurn(VERSIONS(selection))).toBeLessThan(MOST_CHARACTERS);
  },
);

test('several of the largest versions are compared in turns', async () => {
  const refs = [1, 2, 3, 4, 5].map((_, index) => `"${MODEL}@1.0.${index}"`);
  const compare = sent(`{ compareModelVersions(refs: [${refs}]) { changes { path before after } } }`);
  expect(await busiestTurn(compare)).toBeLessThan(MOST_CHARACTERS);
});

test('series of many points are read in turns', async () => {
  const runs: string[] = [];
  for (let number = 0; number < 10; number++) {
    const metrics = Array.from({ length: 2_000 }, (_, step) => ({ key: 'loss', value: step / 7, step }));
    const run = { experiment: 'acme/large', name: `run ${number}`, metrics };
    const register = 'mutation ($input: RegisterRunInput!) { registerRun(input: $input) { run { id } } }';
    const { data } = await graph.ask<{ registerRun: { run: { id: string } } }>(register, { input: run });
    runs.push(data.registerRun.run.id);
  }
  const series = `{ metricSeries(runs: ${JSON.stringify(runs)}, keys: ["loss"], points: 2000) { total points { key value step timestamp } } }`;
  expect(await busiestTurn(sent(series))).toBeLessThan(MOST_CHARACTERS);
});

/** What is tried above, by the field that is asked for. */
const HERE = [
  'registerModelVersion',
  'previewModelVersion',
  'model',
  'compareModelVersions',
  'metricSeries',
  'registerRun',
];
/** What goes the same way as one above: the input is parsed, sealed and stored, or large columns are read, by the same functions. */
const ALIKE = [
  ...['registerDatasetVersion', 'registerDatasetVersions', 'registerEnvironmentVersion', 'logMetrics', 'startRun'],
  ...['registerRuns', 'logParameters', 'finishRun', 'recordEvaluation', 'setPolicy', 'addNote', 'setTags'],
  ...['addModelVersionLocations', 'addDatasetVersionLocations'],
  ...['createExperiment', 'setExperimentTags', 'setRunTags', 'logBatch'],
  ...['previewDatasetVersion', 'previewDatasetVersions', 'previewEnvironmentVersion', 'previewRun', 'previewRuns'],
  ...[
    'modelVersion',
    'models',
    'modelVersions',
    'datasetVersion',
    'dataset',
    'datasets',
    'environmentVersion',
    'environment',
  ],
  ...['environments', 'run', 'runByExternalId', 'experiment', 'experiments', 'node', 'nodes', 'search', 'ledger'],
  ...[
    'runs',
    'runTable',
    'compareRuns',
    'addRunInputs',
    'addRunOutputs',
    'loggedModel',
    'loggedModelByExternalId',
    'loggedModels',
  ],
  ...['createLoggedModel', 'logLoggedModelParameters', 'logLoggedModelMetrics', 'finishLoggedModel'],
  'setLoggedModelTags',
];
/** Walks, in turns of their own: `lineages of many roots` gives way in `readLineages`. */
const WALKS = ['lineage', 'lineagePath', 'impact', 'quarantineDownstream', 'previewQuarantineDownstream'];
/** Whose input is a few short texts and whose answer is a page of rows without large columns, or less. */
const SMALL = [
  ...[
    'runKeys',
    'reviewQueue',
    'registryInsight',
    'ledgerCheckpoint',
    'catalogStatus',
    'refStatus',
    'deployments',
    'targets',
    'policyHistory',
  ],
  ...['previewPromotion', 'previewQuarantine', 'unfinishedRegistrations', 'archiveExperiment', 'archiveRun'],
  ...['archiveLoggedModel', 'restoreLoggedModel'],
  ...[
    'renameRun',
    'resumeRun',
    'restoreRun',
    'renameExperiment',
    'restoreExperiment',
    'experimentByDisplayName',
    'experimentByExternalId',
  ],
  ...['setAlias', 'removeAlias', 'setDescription', 'setOwners', 'approve', 'withdrawApproval', 'recordDeployment'],
  ...['attachRun', 'previewModel', 'createModel', 'renameModel', 'archiveModel', 'restoreModel', 'modelByDisplayName'],
  ...['endDeployment', 'promote', 'quarantine', 'rollback', 'setStatus', 'waiveRule', 'reportContradiction'],
  ...['resolveContradiction', 'contradictions', 'claimSource', 'reportSourceRead', 'sources'],
  ...['recordReachCheck', 'sourceRecords', 'recordSources'],
  ...['me', 'apiKeys', 'roleGrants', 'closedNamespaces', 'createApiKey', 'revokeApiKey', 'grantRole', 'revokeRole'],
  'setNamespaceAccess',
];

test('every field of the API is tried here, goes the way of one that is, or is small', () => {
  const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
  const fields = Object.keys({ ...schema.getQueryType()?.getFields(), ...schema.getMutationType()?.getFields() });
  expect([...HERE, ...ALIKE, ...WALKS, ...SMALL].sort()).toEqual(fields.sort());
});
