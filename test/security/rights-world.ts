import { createHash } from 'node:crypto';
import { parse } from 'graphql';
import { pino } from 'pino';
import { inject } from 'vitest';
import type { Caller } from '#platform/auth/caller.js';
import { ALL_RIGHTS } from '#platform/auth/rights.js';
import { type InProcessGraph, openInProcessGraph } from '#process/open-in-process-graph.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase } from '../support/test-database.js';

/** What a subgraph answered. */
export interface Told {
  // biome-ignore lint/suspicious/noExplicitAny: whatever was asked for
  readonly data: any;
  readonly errors: readonly { readonly code: string; readonly message: string; readonly path: string }[];
}

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
  /** By type. */
  readonly ids: Readonly<Record<string, string>>;
}

/** What is made in one namespace of the things of another. */
interface Mixed {
  readonly modelVersion: string;
  readonly datasetVersion: string;
  readonly run: string;
  readonly loggedModel: string;
}

/** All subgraphs in this process, asked in the name of whoever. */
export interface RightsWorld extends AsyncDisposable {
  readonly graph: InProcessGraph;
  ask(subgraph: string, query: string, variables: Record<string, unknown>, caller: Caller): Promise<Told>;
  /** Writes one thing of each kind. */
  seed(namespace: string): Promise<Things>;
  /** In `into`, what is made of the things of `from`; the refs of a model version and a dataset version, the ids of a run and a logged model. */
  mix(into: string, from: Things): Promise<Mixed>;
}

/** Who writes what is there. */
export const AUTHOR: Caller = { actor: 'author', kind: 'USER', rights: ALL_RIGHTS };

const digest = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const file = (name: string) => ({
  path: 'a.csv',
  uri: `s3://bucket/${digest(name).slice(7, 20)}`,
  digest: digest(name),
});

/** `await using world = await openRightsWorld()`. */
export async function openRightsWorld(): Promise<RightsWorld> {
  const database = await createTestDatabase({ template: inject('migratedTemplate') });
  const graph = await openInProcessGraph({
    databaseUrlOf: () => database.servingUrl,
    migrationUrlOf: () => database.url,
    timeouts: testConfig().timeouts,
    logger: pino({ level: 'silent' }),
    durable: false,
    databaseSettings: { ...testConfig().database, poolSize: 4 },
    subgraphSettings: testConfig().subgraph,
    rowCacheBytes: 10_000_000,
  });
  const ask: RightsWorld['ask'] = async (subgraph, query, variables, caller) => {
    const document = parse(query);
    const answer = await graph.transportOf(subgraph)({ document, variables, caller, requestId: 'test' });
    const errors = (answer.errors ?? []).map(({ message, extensions, path }) => ({
      code: String(extensions['code']),
      message,
      path: path?.join('.') ?? '',
    }));
    return { data: JSON.parse(JSON.stringify(answer.data ?? null)), errors };
  };
  const write = async (subgraph: string, field: string, selection: string, input: Record<string, unknown>) => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { made: ${field}(input: $input) { ${selection} } }`;
    const { data, errors } = await ask(subgraph, query, { input }, AUTHOR);
    if (errors.length > 0) throw new Error(`${field}: ${JSON.stringify(errors)}`);
    return data.made;
  };
  const VERSION = 'id ref';
  return {
    graph,
    ask,
    async seed(namespace) {
      const name = (noun: string) => `${namespace}/${noun}`;
      const data = await write('datasets', 'registerDatasetVersion', `datasetVersion { ${VERSION} dataset { id } }`, {
        dataset: name('data'),
        files: [file(name('data'))],
        schema: [{ name: 'amount', type: 'double', nullable: false }],
      });
      const { datasetVersion } = data;
      const { environmentVersion } = await write(
        'environments',
        'registerEnvironmentVersion',
        `environmentVersion { ${VERSION} environment { id } }`,
        { environment: name('env'), os: `linux ${namespace.length}` },
      );
      const pinned = { inputs: [{ role: 'TRAINING', ref: datasetVersion.ref }], environment: environmentVersion.ref };
      const experiment = name('exp');
      const { run } = await write('experiments', 'registerRun', `run { ${VERSION} experiment { id } }`, {
        ...pinned,
        experiment,
        name: 'run',
        externalId: 'over',
        parameters: { depth: 3 },
        metrics: [{ key: 'auc', value: 0.9 }],
      });
      const open = await write('experiments', 'startRun', 'run { id }', { ...pinned, experiment, name: 'run' });
      const { loggedModel } = await write('experiments', 'createLoggedModel', 'loggedModel { id }', {
        ...{ experiment, run: run.id, name: 'model', externalId: 'logged', parameters: { depth: 3 } },
      });
      const measured = [{ key: 'auc', value: 0.8, dataset: datasetVersion.ref }];
      const logged = { loggedModel: loggedModel.id };
      await write('experiments', 'logLoggedModelMetrics', '__typename', { ...logged, run: run.id, metrics: measured });
      await write('experiments', 'finishLoggedModel', '__typename', { ...logged, status: 'READY' });
      await write('experiments', 'addRunOutputs', '__typename', { run: run.id, loggedModels: [logged] });
      const { modelVersion } = await write(
        'models',
        'registerModelVersion',
        `modelVersion { ${VERSION} model { id } }`,
        {
          model: name('model'),
          datasets: pinned.inputs,
          environment: pinned.environment,
          run: run.id,
          config: { of: namespace.length },
        },
      );
      const of = { modelVersion: modelVersion.ref };
      await write('models', 'setAlias', '__typename', { model: name('model'), alias: 'staging', version: '1.0.0' });
      const { deployment } = await write('models', 'recordDeployment', 'deployment { id }', {
        ...of,
        target: 'prod',
        environment: environmentVersion.ref,
      });
      const metrics = [{ key: 'auc', value: 0.8 }];
      await write('models', 'recordEvaluation', '__typename', { ...of, metrics, datasetVersion: datasetVersion.ref });
      await write('models', 'setPolicy', '__typename', {
        scope: `${namespace}/*`,
        alias: 'gold',
        rules: { approvals: 1 },
      });
      return {
        namespace,
        model: name('model'),
        modelVersion: modelVersion.ref,
        dataset: name('data'),
        datasetVersion: datasetVersion.ref,
        environment: name('env'),
        environmentVersion: environmentVersion.ref,
        experiment,
        run: run.id,
        openRun: open.run.id,
        deployment: deployment.id,
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
    },
    async mix(into, from) {
      const inputs = [{ role: 'TRAINING', ref: from.datasetVersion }];
      const environment = from.environmentVersion;
      const { datasetVersion } = await write('datasets', 'registerDatasetVersion', `datasetVersion { ${VERSION} }`, {
        dataset: `${into}/derived`,
        files: [file('derived')],
        schema: [{ name: 'total', type: 'double', nullable: false }],
        derivedFrom: [from.datasetVersion],
        columnLineage: [{ column: 'total', from: [`${from.datasetVersion}#amount`] }],
      });
      const { run } = await write('experiments', 'registerRun', `run { ${VERSION} }`, {
        experiment: `${into}/mixed`,
        name: 'mixed',
        externalId: 'mixed',
        inputs,
        environment,
      });
      const { loggedModel } = await write('experiments', 'createLoggedModel', 'loggedModel { id }', {
        ...{ experiment: `${into}/mixed`, run: from.run, name: 'mixed', externalId: 'logged' },
      });
      const logged = { loggedModel: loggedModel.id };
      const measured = [{ key: 'auc', value: 0.8, dataset: from.datasetVersion }];
      await write('experiments', 'logLoggedModelMetrics', '__typename', {
        ...logged,
        run: from.run,
        metrics: measured,
      });
      await write('experiments', 'finishLoggedModel', '__typename', { ...logged, status: 'READY' });
      const named = { run: run.id, loggedModels: [{ loggedModel: from.ids['LoggedModel'] }] };
      await write('experiments', 'addRunOutputs', '__typename', named);
      const model = `${into}/mixed`;
      const made = { model, datasets: inputs, environment, run: from.run, parents: [from.modelVersion] };
      const { modelVersion } = await write('models', 'registerModelVersion', `modelVersion { ${VERSION} }`, made);
      // A version without the data: the reasons of its bump name what it no longer learned from.
      await write('models', 'registerModelVersion', '__typename', { model, config: { other: true } });
      const of = { modelVersion: modelVersion.ref };
      await write('models', 'recordDeployment', '__typename', { ...of, target: 'prod', environment });
      const metrics = [{ key: 'auc', value: 0.7 }];
      await write('models', 'recordEvaluation', '__typename', { ...of, metrics, datasetVersion: from.datasetVersion });
      await write('models', 'setAlias', '__typename', { model, alias: 'production', version: '1.0.0' });
      return {
        modelVersion: modelVersion.ref,
        datasetVersion: datasetVersion.ref,
        run: run.id,
        loggedModel: loggedModel.id,
      };
    },
    async [Symbol.asyncDispose]() {
      await graph[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
