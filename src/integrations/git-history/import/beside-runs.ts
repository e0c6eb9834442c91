import { createHash } from 'node:crypto';
import { attempt } from '#integrations/importing/attempt.js';
import { momentMisfit } from '#integrations/importing/fit-moment.js';
import { nameBelow } from '#integrations/importing/name-below.js';
import {
  emptyObject,
  isPlainObject,
  type PlainObject,
  UnreadableValue,
} from '#integrations/reading/values/plain-value.js';
import { readValues } from '#integrations/reading/values/read-values.js';
import type { CommitState, PipelineState } from '../history/commit-state.js';
import type { Environments } from './environments.js';
import { codeOf, type GitImportContext } from './git-import-context.js';
import { recordRunSource } from './run-source.js';
import { filesBesideStages, metricsOf, parametersOf } from './run-values.js';

/**
 * The runs of metrics that belong to no stage, as DVCLive writes them beside a dvc.yaml: one for each content of the files
 * of metrics and parameters that it names, at the first commit that has it.
 */
export class BesideRuns {
  readonly #context: GitImportContext;
  readonly #environments: Environments;
  readonly #seen = new Set<string>();

  constructor(context: GitImportContext, environments: Environments) {
    this.#context = context;
    this.#environments = environments;
  }

  /** Registers what a commit has and none before it had. */
  async importNew(state: CommitState): Promise<void> {
    for (const pipeline of state.pipelines) {
      const named = filesBesideStages(pipeline);
      if (named.metrics.length === 0) continue;
      const { tally, reader } = this.#context;
      const { blobs } = reader;
      const { tree } = state.commit;
      const metrics = await blobs.expand(tree, named.metrics);
      const params = await blobs.expand(tree, named.params);
      const contents = await Promise.all(
        [...metrics, ...params].map(async (file) => [file, await blobs.idAt(tree, file)]),
      );
      if (!contents.slice(0, metrics.length).some(([, id]) => id !== null)) {
        for (const file of metrics)
          tally.remark(pipeline.path, `its metrics file ${file} is not in Git: not available`);
        continue;
      }
      const text = JSON.stringify([pipeline.path, contents]);
      if (this.#seen.has(text)) continue;
      this.#seen.add(text);
      const externalId = `dvc:${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;
      await this.#import({ pipeline, params, metrics, externalId }, state);
    }
  }

  async #import(
    of: { pipeline: PipelineState; params: readonly string[]; metrics: readonly string[]; externalId: string },
    state: CommitState,
  ): Promise<void> {
    const { destination, tally, namespace, now } = this.#context;
    const { commit } = state;
    const { path, folder } = of.pipeline;
    const place = `${commit.id.slice(0, 12)}:${path}`;
    await attempt(this.#context, { kind: 'run', path: place }, async () => {
      const experiment = nameBelow(namespace, path);
      const here = await destination.findRuns(experiment, [of.externalId]);
      const at =
        momentMisfit(commit.committedAt, now) === null ? new Date(commit.committedAt).toISOString() : undefined;
      const metrics = await metricsOf(of.metrics, state, place, this.#context);
      const recordSource = (run: string) =>
        recordRunSource({ run, name: path, externalId: of.externalId, path, outs: [], metrics }, state, this.#context);
      const known = here.get(of.externalId);
      if (known !== undefined) {
        await recordSource(known);
        return tally.count('runs', 'alreadyThere');
      }
      const { created, id } = await destination.registerRun({
        experiment,
        name: `${path} at ${commit.id.slice(0, 12)}`.slice(-500),
        externalId: of.externalId,
        code: codeOf(commit.id, path, this.#context),
        parameters: parametersOf(await this.#paramsOf(of.params, state, place), place, this.#context),
        inputs: [],
        environment: await this.#environments.of(folder, state),
        tags: { ...metrics.tags, ...(commit.subject === '' ? {} : { 'git.subject': commit.subject.slice(0, 8_000) }) },
        user: commit.author === '' ? null : commit.author.slice(0, 500),
        startedAt: at,
        endedAt: at,
        metrics: metrics.points.map((point) => ({ ...point, timestamp: at })),
        artifacts: [],
      });
      await recordSource(id);
      return tally.count('runs', created ? 'imported' : 'alreadyThere');
    });
  }

  async #paramsOf(files: readonly string[], { commit }: CommitState, place: string): Promise<Map<string, PlainObject>> {
    const { reader, tally } = this.#context;
    const params = new Map<string, PlainObject>();
    for (const file of files) {
      try {
        const content = await reader.blobs.at(commit.tree, file);
        if (content === undefined) tally.remark(place, `its parameters file ${file} is not in Git: not available`);
        const values = content === undefined ? null : readValues(file, content);
        params.set(files.length === 1 ? 'params.yaml' : file, isPlainObject(values) ? values : emptyObject());
      } catch (error) {
        if (!(error instanceof UnreadableValue)) throw error;
        tally.skip({ kind: 'parameter', path: `${place}/${file}`, reason: error.message });
      }
    }
    return params;
  }
}
