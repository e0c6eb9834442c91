import { expect } from 'vitest';
import type { SearchEvent } from '#subgraphs/catalog/search/projection/read-search-changes.js';
import { digestOf } from '../support/seed-peers.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

/** The subgraphs whose ledgers search follows. */
const LEDGERS = ['access', 'datasets', 'environments', 'experiments', 'models'];

/**
 * What the product itself writes into its four ledgers: three runs, one of which goes on, three versions, notes, tags and
 * aliases that come and go. So what search reads of an event is what a subgraph writes.
 */
export async function recordLedgers(): Promise<SearchEvent[][]> {
  await using graph = await createTestGraph();
  await tellStory(graph);
  return await Promise.all(
    LEDGERS.map((name) =>
      graph.subgraphs
        .get(name)!
        .database.manager.query<SearchEvent[]>(
          `SELECT position::int AS position, type, subject, actor, at, payload FROM ${name}.ledger_event ORDER BY position`,
        ),
    ),
  );
}

async function tellStory({ ask }: Pick<TestGraph, 'ask'>): Promise<void> {
  const mutate = async <T>(field: string, input: string, variables: Record<string, unknown>, selection: string) => {
    const given = Object.keys(variables).map((name) => `${name}: $${name}`);
    const { data, errors } = await ask<Record<string, T>>(
      `mutation (${input}) { ${field}(${given.join(', ')}) { ${selection} } }`,
      variables,
    );
    expect(errors, field).toBeUndefined();
    return data[field]!;
  };
  const file = (path: string) => ({ path, uri: `s3://${path}`, digest: digestOf(path), sizeBytes: 1 });
  const dataset = { dataset: 'acme/raw', files: [file('raw')], description: 'from the bank', license: 'MIT' };
  const schema = [{ name: 'amount', type: 'double', nullable: false }];
  await mutate(
    'registerDatasetVersion',
    '$input: RegisterDatasetVersionInput!',
    { input: { ...dataset, schema } },
    'created',
  );
  const packages = [
    { manager: 'pip', name: 'numpy', version: '1.26.4' },
    { manager: 'conda', name: 'numpy', version: null },
    { manager: 'pip', name: 'Scikit_Learn', version: '1.5.2' },
  ];
  await mutate(
    'registerEnvironmentVersion',
    '$input: RegisterEnvironmentVersionInput!',
    { input: { environment: 'acme/train', image: `registry.example.org/train@${digestOf('image')}`, packages } },
    'created',
  );

  const start = async (name: string, over: object = {}) => {
    const input = { experiment: 'acme/base', name, ...over };
    const { run } = await mutate<{ run: { id: string } }>(
      'startRun',
      '$input: StartRunInput!',
      { input },
      'run { id }',
    );
    return run.id;
  };
  const log = (run: string, ...points: (readonly [key: string, step: number, value: number | string])[]) => {
    const metrics = points.map(([key, step, value]) => ({ key, step, value, timestamp: '2026-01-01T00:00:00Z' }));
    return mutate('logMetrics', '$input: LogMetricsInput!', { input: { run, metrics } }, 'accepted');
  };
  const logParameters = (run: string, parameters: object) =>
    mutate('logParameters', '$input: LogParametersInput!', { input: { run, parameters } }, 'accepted');
  const finish = (run: string, status: string) =>
    mutate('finishRun', '$input: FinishRunInput!', { input: { run, status } }, 'run { id }');
  const one = await start('one', { environment: 'acme/train@1.0.0', tags: { team: 'risk' }, parameters: { depth: 6 } });
  const two = await start('two');
  const open = await start('open', { parameters: { rate: 0.1, layers: { a: Array(200).fill('x') } } });
  await logParameters(one, { depth: 6, seed: 7 });
  // The largest step is the last, in whichever call it comes; NaN is neither the lowest nor the highest.
  for (const run of [one, open]) {
    await log(run, ['auc', 2, 0.9], ['auc', 1, 0.5], ['loss', 1, 'NaN']);
    await log(run, ['auc', 2, 0.7], ['auc', 1, 0.95], ['loss', 2, 0.3], ['loss', 3, 'NaN']);
  }
  await logParameters(open, { late: 'yes', long: '9'.repeat(400) });
  await mutate('archiveRun', '$input: ArchiveRunInput!', { input: { run: two } }, 'run { id }');
  await finish(one, 'FINISHED');
  await logParameters(two, { mode: 'x', flag: true });
  await finish(two, 'FAILED');
  const tell = (field: string, type: string, input: object) =>
    mutate(field, `$input: ${type}!`, { input }, '__typename');
  const renamed = { run: two };
  await tell('setRunTags', 'SetRunTagsInput', { ...renamed, set: { team: 'fraud', seen: 'yes' } });
  await tell('setRunTags', 'SetRunTagsInput', { ...renamed, remove: ['seen'] });
  for (const name of ['second', 'zwei']) await tell('renameRun', 'RenameRunInput', { ...renamed, name });
  const whatever = { afterEnd: true, whileArchived: true };
  const late = { ...renamed, metrics: [{ key: 'late', value: 1 }], parameters: { later: 1 }, ...whatever };
  await tell('logBatch', 'LogBatchInput', late);
  await tell('renameExperiment', 'RenameExperimentInput', { experiment: 'acme/base', displayName: 'Basis' });
  await tell('setExperimentTags', 'SetExperimentTagsInput', { experiment: 'acme/base', set: { team: 'risk' } });
  await tell('createExperiment', 'CreateExperimentInput', { namespace: 'acme', displayName: 'Über alles' });

  const say = (field: string, type: string, input: object) =>
    mutate(field, `$input: ${type}!`, { input }, '__typename');
  const register = (version: string, over: object = {}) =>
    say('registerModelVersion', 'RegisterModelVersionInput', {
      model: 'acme/model',
      version,
      architecture: 'trees',
      code: { commit: 'abcdef0' },
      artifacts: [file(version)],
      ...over,
    });
  const pins = { datasets: [{ ref: 'acme/raw@1.0.0' }], environment: 'acme/train@1.0.0', run: one };
  await register('1.0.0', { ...pins, tags: { stage: 'draft', gone: 'yes' } });
  await say('addNote', 'AddNoteInput', { of: 'acme/model', text: 'of the family' });
  await register('1.1.0', pins);
  await say('setTags', 'SetTagsInput', { of: 'acme/model@1.0.0', set: { stage: 'final' }, remove: ['gone'] });
  const alias = (name: string, version: string) =>
    say('setAlias', 'SetAliasInput', { model: 'acme/model', alias: name, version });
  await alias('stable', '1.0.0');
  await say('setStatus', 'SetStatusInput', { modelVersion: 'acme/model@1.0.0', status: 'APPROVED' });
  const evaluate = (over: object, ...metrics: (readonly [key: string, value: number | string])[]) =>
    say('recordEvaluation', 'RecordEvaluationInput', {
      modelVersion: 'acme/model@1.1.0',
      metrics: metrics.map(([key, value]) => ({ key, value })),
      ...over,
    });
  await evaluate({}, ['auc', 0.8], ['f1', 0.7], ['loss', 'NaN']);
  await alias('canary', '1.1.0');
  await evaluate({ slice: 'small' }, ['auc', 0.1]);
  await evaluate({}, ['auc', 0.85], ['loss', 0.2]);
  await evaluate({}, ['loss', 'NaN']);
  await say('removeAlias', 'RemoveAliasInput', { model: 'acme/model', alias: 'canary' });
  await say('setTags', 'SetTagsInput', { of: 'acme/model', set: { owner: 'risk', old: 'x' } });
  await say('setTags', 'SetTagsInput', { of: 'acme/model', set: { tier: '1' }, remove: ['old'] });
  await say('createModel', 'CreateModelInput', { namespace: 'acme', displayName: 'The empty one' });
  await say('renameModel', 'RenameModelInput', { model: 'acme/model', displayName: 'The detector' });
  await say('setDescription', 'SetDescriptionInput', { of: 'acme/model', description: 'finds fraud' });
  await say('setOwners', 'SetOwnersInput', { model: 'acme/model', owners: ['ann', 'ben'] });
  await say('setOwners', 'SetOwnersInput', { model: 'acme/model', owners: ['ann'] });
  await say('addNote', 'AddNoteInput', { of: 'acme/model@1.1.0', text: 'too slow' });
  await alias('stable', '1.1.0');
  await register('2.0.0');
}
