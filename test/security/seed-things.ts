import { createHash } from 'node:crypto';

/** What there is in a namespace: the key of each thing. */
export interface Things {
  readonly namespace: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly dataset: string;
  readonly datasetVersion: string;
  readonly environment: string;
  readonly environmentVersion: string;
  readonly experiment: string;
  readonly run: string;
  readonly openRun: string;
  readonly deployment: string;
  readonly contradiction: string;
  /** By type. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Writes something that has to go well; resolves with what was selected of the payload. */
// biome-ignore lint/suspicious/noExplicitAny: whatever was selected
export type WriteThing = (field: string, selection: string, input: Record<string, unknown>) => Promise<any>;

const digest = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const file = (name: string) => ({
  path: 'a.csv',
  uri: `s3://bucket/${digest(name).slice(7, 20)}`,
  digest: digest(name),
});
/** The same file elsewhere. */
export const copyOf = (name: string) => ({
  path: 'a.csv',
  uri: `s3://copies/${digest(name).slice(7, 20)}`,
  digest: digest(name),
});
const VERSION = 'id ref';

/** Writes one thing of each kind into a namespace. */
export async function seedThings(write: WriteThing, namespace: string): Promise<Things> {
  const name = (noun: string) => `${namespace}/${noun}`;
  const data = await write('registerDatasetVersion', `datasetVersion { ${VERSION} dataset { id } }`, {
    dataset: name('data'),
    files: [file(name('data'))],
    schema: [{ name: 'amount', type: 'double', nullable: false }],
    external: { name: name('data'), source: 'a table' },
  });
  const { datasetVersion } = data;
  const { environmentVersion } = await write(
    'registerEnvironmentVersion',
    `environmentVersion { ${VERSION} environment { id } }`,
    { environment: name('env'), os: `linux ${namespace.length}` },
  );
  const inputs = [{ role: 'TRAINING', ref: datasetVersion.ref, columns: ['amount'] }];
  const pinned = { inputs, environment: environmentVersion.ref };
  const experiment = name('exp');
  await write('createExperiment', '__typename', { name: experiment, externalId: 'tool:1' });
  const { run } = await write('registerRun', `run { ${VERSION} experiment { id } }`, {
    ...pinned,
    experiment,
    name: 'run',
    externalId: 'over',
    parameters: { depth: 3 },
    metrics: [{ key: 'auc', value: 0.9 }],
  });
  const open = await write('startRun', 'run { id }', { ...pinned, experiment, name: 'run' });
  const { loggedModel } = await write('createLoggedModel', 'loggedModel { id }', {
    ...{ experiment, run: run.id, name: 'model', externalId: 'logged', parameters: { depth: 3 } },
  });
  await logModel(write, { loggedModel: loggedModel.id, run: run.id, dataset: datasetVersion.ref });
  const made = { loggedModels: [{ loggedModel: loggedModel.id }], datasetVersions: [datasetVersion.ref] };
  await write('addRunOutputs', '__typename', { run: run.id, ...made });
  const model = name('model');
  const { modelVersion } = await write('registerModelVersion', `modelVersion { ${VERSION} model { id } }`, {
    model,
    datasets: pinned.inputs,
    environment: pinned.environment,
    run: run.id,
    config: { of: namespace.length },
    artifacts: [file(model)],
  });
  const of = { modelVersion: modelVersion.ref };
  await write('setAlias', '__typename', { model, alias: 'staging', version: '1.0.0' });
  const { deployment } = await write('recordDeployment', 'deployment { id }', {
    ...of,
    target: 'prod',
    environment: environmentVersion.ref,
  });
  const { contradiction } = await write('reportContradiction', 'contradiction { id }', {
    ...{ ...of, kind: 'TAG_MOVED', source: 'a repository', place: 'refs/tags/v1' },
  });
  const followed = { namespace, source: 'a repository', holder: 'a follower', kind: 'GIT' };
  await write('claimSource', '__typename', followed);
  await write('addModelVersionLocations', '__typename', { ...of, locations: [copyOf(model)] });
  const ofData = { datasetVersion: datasetVersion.ref, locations: [copyOf(name('data'))] };
  await write('addDatasetVersionLocations', '__typename', ofData);
  const places = [{ place: 's3://acme/model.bin', answer: 'NO', reason: 'There is no such key.' }];
  await write('recordReachCheck', '__typename', { ...of, places });
  const shared = { location: 'a repository', externalId: 'a tag', digests: [`md5:${'d'.repeat(32)}`], globalId: 'a' };
  await write('recordSources', '__typename', {
    sources: [of, { run: run.id }, { datasetVersion: datasetVersion.ref }].map((subject) => ({
      ...{ ...subject, ...shared, tool: namespace },
    })),
  });
  const deleted = { kind: 'RUN_DELETED', source: 'a server', place: 'run' };
  await write('reportContradiction', '__typename', { ...deleted, run: run.id });
  const differs = { kind: 'DIGEST_DIFFERS', source: 'a bucket', place: 'a.csv' };
  await write('reportContradiction', '__typename', { ...differs, datasetVersion: datasetVersion.ref });
  const metrics = [{ key: 'auc', value: 0.8 }];
  await write('recordEvaluation', '__typename', { ...of, metrics, datasetVersion: datasetVersion.ref });
  await write('setPolicy', '__typename', { scope: `${namespace}/*`, alias: 'gold', rules: { approvals: 1 } });
  return {
    namespace,
    model,
    modelVersion: modelVersion.ref,
    dataset: name('data'),
    datasetVersion: datasetVersion.ref,
    environment: name('env'),
    environmentVersion: environmentVersion.ref,
    experiment,
    run: run.id,
    openRun: open.run.id,
    deployment: deployment.id,
    contradiction: contradiction.id,
    ids: {
      Model: modelVersion.model.id,
      ModelVersion: modelVersion.id,
      Dataset: datasetVersion.dataset.id,
      DatasetVersion: datasetVersion.id,
      Environment: environmentVersion.environment.id,
      EnvironmentVersion: environmentVersion.id,
      Experiment: run.experiment.id,
      Run: run.id,
      LoggedModel: loggedModel.id,
      Deployment: deployment.id,
    },
  };
}

/** Measures a logged model on data, and seals it. */
async function logModel(write: WriteThing, { loggedModel, run, dataset }: Readonly<Record<string, string>>) {
  const metrics = [{ key: 'auc', value: 0.8, dataset }];
  await write('logLoggedModelMetrics', '__typename', { loggedModel, run, metrics });
  await write('finishLoggedModel', '__typename', { loggedModel, status: 'READY' });
}

/** Writes into the namespace of `things` what is made of the things of `from`; these keys with those of what was made. */
export async function mixThings(write: WriteThing, things: Things, from: Things): Promise<Things> {
  const into = things.namespace;
  const inputs = [{ role: 'TRAINING', ref: from.datasetVersion }];
  const environment = from.environmentVersion;
  const dataset = `${into}/derived`;
  const { datasetVersion } = await write('registerDatasetVersion', `datasetVersion { ${VERSION} dataset { id } }`, {
    dataset,
    files: [file('derived')],
    schema: [{ name: 'amount', type: 'double', nullable: false }],
    derivedFrom: [from.datasetVersion],
    columnLineage: [{ column: 'amount', from: [`${from.datasetVersion}#amount`] }],
  });
  const experiment = `${into}/mixed`;
  const { run } = await write('registerRun', `run { ${VERSION} }`, {
    experiment,
    name: 'mixed',
    externalId: 'mixed',
    inputs,
    environment,
    parent: from.run,
  });
  const { loggedModel } = await write('createLoggedModel', 'loggedModel { id }', {
    ...{ experiment, run: from.run, name: 'mixed', externalId: 'logged' },
  });
  await logModel(write, { loggedModel: loggedModel.id, run: from.run, dataset: from.datasetVersion });
  const named = { run: run.id, loggedModels: [{ loggedModel: from.ids['LoggedModel'] }] };
  await write('addRunOutputs', '__typename', { ...named, datasetVersions: [from.datasetVersion] });
  const model = `${into}/mixed`;
  const pins = { run: from.run, loggedModel: from.ids['LoggedModel'], parents: [from.modelVersion] };
  const made = { model, datasets: inputs, environment, ...pins };
  const { modelVersion } = await write('registerModelVersion', `modelVersion { ${VERSION} model { id } }`, made);
  // A version without the data: the reasons of its bump name what it no longer learned from.
  const other = await write('registerModelVersion', 'modelVersion { version }', { model, config: { other: true } });
  const of = { modelVersion: modelVersion.ref };
  await write('recordDeployment', '__typename', { ...of, target: 'prod', environment });
  const metrics = [{ key: 'auc', value: 0.7 }];
  await write('recordEvaluation', '__typename', { ...of, metrics, datasetVersion: from.datasetVersion });
  await write('setAlias', '__typename', { model, alias: 'production', version: '1.0.0' });
  await write('setAlias', '__typename', { model, alias: 'shadow', version: '1.0.0' });
  await write('setAlias', '__typename', { model, alias: 'shadow', version: other.modelVersion.version });
  await write('rollback', '__typename', { model, alias: 'shadow', reason: 'It is worse.' });
  await write('promote', '__typename', { modelVersion: `${model}@${other.modelVersion.version}`, alias: 'production' });
  const ids = {
    ...things.ids,
    Model: modelVersion.model.id,
    ModelVersion: modelVersion.id,
    Dataset: datasetVersion.dataset.id,
    DatasetVersion: datasetVersion.id,
    Run: run.id,
    LoggedModel: loggedModel.id,
  };
  return {
    ...things,
    model,
    modelVersion: modelVersion.ref,
    dataset,
    datasetVersion: datasetVersion.ref,
    experiment,
    run: run.id,
    ids,
  };
}

/** The keys of things that nobody has registered, in the form of those that somebody has. */
export function absentLike(things: Things, namespace: string): Things {
  const nowhere = '0190a0a0-0000-7000-8000-00000000dead';
  const { ids, ...names } = things;
  const renamed = Object.fromEntries(
    Object.entries(names).map(([key, text]) => [key, text.replace(things.namespace, namespace)]),
  );
  return {
    ...(renamed as typeof names),
    run: nowhere,
    openRun: nowhere,
    deployment: nowhere,
    contradiction: nowhere,
    ids: Object.fromEntries(Object.keys(ids).map((type) => [type, nowhere])),
  };
}
