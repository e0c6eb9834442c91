import { expect, test } from 'vitest';
import type { CommitState } from '#integrations/git-history/history/commit-state.js';
import { readRepository } from '#integrations/git-history/history/read-repository.js';
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
