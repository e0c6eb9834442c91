import { attempt } from '#integrations/importing/attempt.js';
import type { TrackedFile } from '../dvc/tracked-file.js';
import type { CommitState, DvcFileState, PipelineState } from '../history/commit-state.js';
import type { GitImportContext } from './git-import-context.js';
import { declaredModels } from './model-rule.js';
import { type ModelVersions, modelNameOf } from './model-versions.js';
import type { StageRuns } from './stage-runs.js';

/** Outputs of `.dvc` files as data; those of stages and `.dvc` files that are models, and no tag of GTO numbers, as versions. */
export class TrackedOutputs {
  readonly #context: GitImportContext;
  readonly #runs: StageRuns;
  readonly #versions: ModelVersions;
  /** The artifacts whose versions are those of GTO's tags. */
  readonly #governed: ReadonlySet<string>;
  /** What commits had, by what they declare to be a model: that decides what an output is, and how it is called. */
  readonly #seen = new Map<string, WeakSet<DvcFileState | PipelineState>>();

  constructor(context: GitImportContext, runs: StageRuns, versions: ModelVersions, governed: ReadonlySet<string>) {
    this.#context = context;
    this.#runs = runs;
    this.#versions = versions;
    this.#governed = governed;
  }

  /** Registers what a commit has and none before it had. */
  async importNew(state: CommitState): Promise<void> {
    const declared = declaredModels(state.pipelines);
    const seen = this.#seen.get(declared) ?? new WeakSet();
    this.#seen.set(declared, seen);
    const isNew = (one: DvcFileState | PipelineState) => !seen.has(one) && seen.add(one) !== undefined;
    for (const { file } of state.dvcFiles.filter(isNew))
      for (const out of file.outs) await this.#import(out, file.stage === null, state);
    for (const { stages } of state.pipelines.filter(isNew))
      for (const out of stages.flatMap(({ locked }) => locked?.outs ?? [])) await this.#import(out, false, state);
  }

  async #import(out: TrackedFile, isData: boolean, state: CommitState): Promise<void> {
    const { isModel, tally, namespace } = this.#context;
    const rule = isModel(out.path, state.pipelines);
    if (rule === null) {
      if (isData) await this.#runs.datasetOf(out, state);
      return;
    }
    const { name, artifact } = modelNameOf(out.path, state, namespace);
    tally.remark(out.path, `is taken for a model, because ${rule}: ${name}`);
    if (artifact !== null && this.#governed.has(artifact)) return;
    await attempt(this.#context, { kind: 'modelVersion', path: `${state.commit.id.slice(0, 12)}:${out.path}` }, () =>
      this.#versions.registerDerived(name, out.path, state),
    );
  }
}
