import { expect, test } from 'vitest';
import type { CommitState } from '#integrations/git-history/history/commit-state.js';
import { readRepository } from '#integrations/git-history/history/read-repository.js';
import { revisionFacts } from '#integrations/git-history/history/revision-facts.js';
import { readCommit } from '#integrations/git-history/objects/commits.js';
import { openRepository } from '#integrations/git-history/objects/open-repository.js';
import { hasGit, type MadeRepository, makeRepository } from './git-repository.js';

const lock = (seed: number) => `schema: '2.0'\nstages: {train: {cmd: train, params: {params.yaml: {seed: ${seed}}}}}\n`;

/** The state of each commit, oldest first, and the stages of its pipelines by their folders. */
async function statesOf({ folder }: MadeRepository): Promise<CommitState[]> {
  await using opened = await openRepository(folder, process.env);
  using reader = readRepository(opened.git);
  const states: CommitState[] = [];
  for await (const commit of reader.commits([])) states.push(await reader.history.at(commit));
  return states;
}

/** The newest commit, and what DVC says of it. */
async function headOf({ folder, git }: MadeRepository) {
  await using opened = await openRepository(folder, process.env);
  using reader = readRepository(opened.git);
  const commit = await readCommit(git('rev-parse', 'HEAD'), reader.objects);
  const state = await reader.history.at(commit!);
  return { state, facts: await revisionFacts(state, reader.blobs) };
}

const pipelineIn = (folder: string, state: CommitState) => state.pipelines.find((one) => one.folder === folder);

test.skipIf(!hasGit)('what a commit leaves as it was is the same object, and is imported once', async () => {
  await using repository = await makeRepository();
  await repository.commit({
    'a/dvc.yaml': 'stages: {train: {cmd: train}}',
    'a/dvc.lock': lock(1),
    'b/dvc.yaml': 'stages: {train: {cmd: train}}',
    'b/dvc.lock': lock(1),
    'raw.csv.dvc': 'outs: [{path: raw.csv, md5: m}]',
  });
  await repository.commit({ 'a/dvc.lock': lock(2) });
  await repository.commit({ 'a/dvc.lock': lock(1), 'b/dvc.yaml': null });
  const [first, second, third] = (await statesOf(repository)) as [CommitState, CommitState, CommitState];
  expect(second.dvcFiles[0]).toBe(first.dvcFiles[0]);
  expect(pipelineIn('b', second)).toBe(pipelineIn('b', first));
  expect(pipelineIn('a', second)).not.toBe(pipelineIn('a', first));
  expect(pipelineIn('a', second)?.stages[0]?.locked?.params.get('params.yaml')).toEqual({ seed: 2 });
  expect(pipelineIn('a', third)).toBe(pipelineIn('a', first));
  expect(pipelineIn('b', third)).toMatchObject({ pipeline: null, stages: [{ name: 'train', declared: null }] });
});

test.skipIf(!hasGit)(
  'a pipeline whose templates are filled from elsewhere is another one when that changes',
  async () => {
    await using repository = await makeRepository();
    const pipeline = `vars: [../names.yaml]\nstages: {train: {cmd: "train \${name}"}}`;
    await repository.commit({ 'a/dvc.yaml': pipeline, 'names.yaml': 'name: one' });
    await repository.commit({ 'names.yaml': 'name: two' });
    await repository.commit({ 'other.txt': 'x' });
    await repository.commit({ 'names.yaml': 'name: one' });
    const pipelines = (await statesOf(repository)).map((state) => pipelineIn('a', state));
    expect(pipelines.map((one) => one?.stages[0]?.declared?.command)).toEqual(
      ['one', 'two', 'two', 'one'].map((name) => [`train ${name}`]),
    );
    expect(pipelines[2]).toBe(pipelines[1]);
    expect(pipelines[3]).toBe(pipelines[0]);
  },
);

/** Where a stage of DVC 1 had parameters and metrics: among what it reads and makes. */
const OLD_STAGE = `cmd: train
deps: [{path: params.yaml, params: {seed: 3}}, {path: raw.csv, md5: r}]
outs: [{path: scores.yaml, md5: s, cache: false, metric: {type: yaml}}, {path: out.bin, md5: o}]
`;

test.skipIf(!hasGit)('what DVC 1 and 2 wrote otherwise is read: Dvcfile, stages in .dvc files, live', async () => {
  await using repository = await makeRepository();
  await repository.commit({
    Dvcfile: OLD_STAGE,
    'params.yaml': 'seed: 3',
    'scores.yaml': 'auc: 0.5',
    'live/dvc.yaml': `stages:
  train: {cmd: t, live: {log: {html: true}}}
  quiet: {cmd: q, live: {still: {summary: false}}}
`,
    'live/log.json': '{"step": 3}',
    // What somebody put into DVC's own folder is nothing that DVC tracks.
    '.dvc/mine/a.dvc': 'outs: [{path: a, md5: a}]',
  });
  const { state, facts } = await headOf(repository);
  expect(state.dvcFiles.map(({ path }) => path)).toEqual(['Dvcfile']);
  expect(pipelineIn('', state)?.stages[0]?.locked?.deps.map(({ path }) => path)).toEqual(['raw.csv']);
  expect(pipelineIn('live', state)?.stages.map(({ declared }) => declared?.outs.map((out) => out.path))).toEqual([
    ['live/log', 'live/log.json'],
    ['live/still'],
  ]);
  expect(facts).toMatchObject({
    params: { 'params.yaml': { seed: 3 } },
    metrics: { 'scores.yaml': { auc: 0.5 }, 'live/log.json': { step: 3 } },
  });
});

test.skipIf(!hasGit)('what templates alone read of a file is shown under whole paths, as DVC does', async () => {
  await using repository = await makeRepository();
  await repository.commit({
    'dvc.yaml': `vars: [set.toml]\nstages: {train: {cmd: "train \${model.depth}"}}`,
    'set.toml': 'unread = 1\n[model]\ndepth = 2\nwidth = 4\n',
  });
  const { facts } = await headOf(repository);
  expect(facts.params).toEqual({ 'set.toml': { 'model.depth': 2 } });
});

test.skipIf(!hasGit)(
  'a folder among metrics or parameters stands for the files in it; one that is not there is null',
  async () => {
    await using repository = await makeRepository();
    await repository.commit({
      'dvc.yaml': `params: [conf, gone.yaml]
metrics: [scores]
stages: {eval: {cmd: e, params: [lost.json: [a]], metrics: [eval: {cache: false}]}}`,
      'conf/model.yaml': 'depth: 2',
      'conf/deep/data.toml': 'rows = 3',
      'scores/a.json': '{"auc": 0.5}',
      'scores/deep/b.yaml': 'f1: 0.25',
      'eval/all.json': '{"loss": 1}',
    });
    const { facts } = await headOf(repository);
    expect(facts.params).toEqual({
      'conf/model.yaml': { depth: 2 },
      'conf/deep/data.toml': { rows: 3 },
      'gone.yaml': null,
      'lost.json': null,
    });
    expect(facts.metrics).toEqual({
      'scores/a.json': { auc: 0.5 },
      'scores/deep/b.yaml': { f1: 0.25 },
      'eval/all.json': { loss: 1 },
    });
  },
);
