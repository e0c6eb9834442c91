import { createHash } from 'node:crypto';
import { attempt } from '#integrations/importing/attempt.js';
import { momentMisfit } from '#integrations/importing/fit-moment.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import { nameBelow } from '#integrations/importing/name-below.js';
import { isOutside } from '../dvc/paths.js';
import type { TrackedFile } from '../dvc/tracked-file.js';
import type { CommitState, PipelineState, StageState } from '../history/commit-state.js';
import { projectOf } from '../history/project-of.js';
import { addressOf } from '../history/revision-facts.js';
import { type Datasets, importedFrom } from './datasets.js';
import type { FileInput } from './destination.js';
import { digestTags } from './digest-tags.js';
import type { Environments } from './environments.js';
import { filesOf } from './file-place.js';
import { codeOf, type GitImportContext } from './git-import-context.js';
import { roleOf } from './role-of.js';
import { recordRunSource } from './run-source.js';
import { metricFilesOf, metricsOf, parametersOf } from './run-values.js';
import { holdsResults, stateIndex } from './state-index.js';

/** A dataset version that a run reads. */
export interface DatasetUse {
  readonly role: string;
  readonly ref: string;
}

/** A run that is there, and what versions that come from it rest on. */
export interface StageRun {
  readonly id: string;
  readonly uses: readonly DatasetUse[];
  readonly environment: string | null;
  /** By the path of the output. */
  readonly loggedModels: ReadonlyMap<string, string>;
}

/** The most outputs that one call names. */
const MOST_OUTPUTS = 1_000;

/** Names that come with a stage through a walk, so that a lock that goes in circles ends. */
type Way = ReadonlySet<string>;

/** Endings of files that are code: a commit pins them, and they are no data. */
const CODE =
  /\.(?:py|pyx|ipynb|r|rmd|jl|sh|bash|js|ts|mjs|java|scala|kt|go|rs|c|cc|cpp|h|hpp|cu|m|sql|pl|rb|php|cs|lua|nf|smk|toml|cfg|ini|lock|md|txt|ya?ml)$/i;
const CODE_NAMES = /(?:^|\/)(?:Makefile|Dockerfile|Snakefile|[^./]+)$/;

/** The runs of stages of one import: each recorded execution is one, at the first commit that has it. */
export class StageRuns {
  readonly #context: GitImportContext;
  readonly #datasets: Datasets;
  readonly #environments: Environments;
  readonly #runs = new Map<string, Promise<StageRun | null>>();
  readonly #here = new Map<string, string>();
  /** Pipelines as commits had them. */
  readonly #seen = new WeakSet<PipelineState>();

  constructor(context: GitImportContext, datasets: Datasets, environments: Environments) {
    this.#context = context;
    this.#datasets = datasets;
    this.#environments = environments;
  }

  /** The runs that a commit has and none before it had, those that made what others read first. */
  async importNew(state: CommitState): Promise<void> {
    for (const pipeline of state.pipelines) {
      if (this.#seen.has(pipeline)) continue;
      this.#seen.add(pipeline);
      const fresh = pipeline.stages.filter((stage) => {
        const id = externalIdOf(pipeline, stage);
        return id !== null && !this.#runs.has(id);
      });
      if (fresh.length === 0) continue;
      const ids = fresh.flatMap((stage) => externalIdOf(pipeline, stage) ?? []);
      const here = await this.#context.destination.findRuns(this.experimentOf(pipeline), ids);
      for (const [externalId, id] of here) this.#here.set(externalId, id);
      for (const stage of fresh) await this.ensure(pipeline, stage, state);
    }
  }

  /** The experiment that the runs of a dvc.yaml stand in. */
  experimentOf({ path }: PipelineState): string {
    return nameBelow(this.#context.namespace, path);
  }

  /** The run of a stage as a commit records it; null where it never ran, or could not be registered. */
  ensure(
    pipeline: PipelineState,
    stage: StageState,
    state: CommitState,
    way: Way = new Set(),
  ): Promise<StageRun | null> {
    const externalId = externalIdOf(pipeline, stage);
    if (externalId === null || way.has(externalId)) return Promise.resolve(null);
    const known = this.#runs.get(externalId);
    if (known !== undefined) return known;
    const place = `${state.commit.id.slice(0, 12)}:${addressOf(pipeline.path, stage.name)}`;
    const run = attempt(this.#context, { kind: 'run', path: place }, () =>
      this.#import({ pipeline, stage, state, externalId, place, way: new Set([...way, externalId]) }),
    );
    this.#runs.set(externalId, run);
    return run;
  }

  /** The dataset version of what is tracked at a path, with all that it was made from. */
  async datasetOf(file: TrackedFile, state: CommitState, way: Way = new Set()): Promise<string | null> {
    const origin = stateIndex(state).originOf(file.path);
    return this.#datasets.tracked(file, state, async () => {
      if (origin === null) return { derivedFrom: [] };
      if (origin.out.path !== file.path) {
        const folder = await this.datasetOf(origin.out, state, way);
        return { derivedFrom: folder === null ? [] : [folder], description: `It lies in ${origin.out.path}` };
      }
      if (origin.kind === 'dvcFile') {
        const { description } = origin.state.file;
        return {
          derivedFrom: await importedFrom(file, this.#context.imports, state, this.#datasets),
          description: (description ?? `Tracked by ${origin.state.path}`).slice(0, 5_000),
        };
      }
      const address = addressOf(origin.pipeline.path, origin.stage.name);
      const uses = await this.#usesOf(origin.stage, state, new Set([...way, file.path]));
      return {
        derivedFrom: [...new Set(uses.datasets.map(({ ref }) => ref))],
        description: `Made by the stage ${address}, recorded at commit ${state.commit.id}`.slice(0, 5_000),
      };
    });
  }

  async #import(of: {
    readonly pipeline: PipelineState;
    readonly stage: StageState;
    readonly state: CommitState;
    readonly externalId: string;
    readonly place: string;
    readonly way: Way;
  }): Promise<StageRun> {
    const { destination, tally, now, namespace, verified } = this.#context;
    const { pipeline, stage, state, externalId, place, way } = of;
    const { commit } = state;
    const experiment = this.experimentOf(pipeline);
    const uses = await this.#usesOf(stage, state, way);
    const environment = await this.#environments.of(stage.declared?.folder ?? pipeline.folder, state);
    const at = momentMisfit(commit.committedAt, now) === null ? new Date(commit.committedAt).toISOString() : undefined;
    const metrics = await metricsOf(metricFilesOf(stage, pipeline), state, place, this.#context);
    const outs = stage.locked?.outs ?? [];
    const files = (out: TrackedFile) =>
      filesOf(out, { namespace, config: projectOf(state, out.path).config, verified });
    let id = this.#here.get(externalId);
    if (id === undefined) {
      const run = await destination.registerRun({
        experiment,
        name: addressOf(pipeline.path, stage.name).slice(0, 500),
        externalId,
        code: codeOf(commit.id, pipeline.path, this.#context),
        parameters: parametersOf(stage.locked?.params ?? new Map(), place, this.#context),
        inputs: uses.datasets,
        environment,
        tags: { ...tagsOf(stage, state), ...metrics.tags },
        user: commit.author === '' ? null : commit.author.slice(0, 500),
        startedAt: at,
        endedAt: at,
        metrics: metrics.points.map((point) => ({ ...point, timestamp: at })),
        artifacts: onePerPath(outs.flatMap(files)),
      });
      ({ id } = run);
      tally.count('runs', run.created ? 'imported' : 'alreadyThere');
    } else tally.count('runs', 'alreadyThere');
    const { path } = pipeline;
    await recordRunSource({ run: id, name: stage.name, externalId, path, outs, metrics }, state, this.#context);
    if (uses.loggedModels.length > 0) await destination.addReadModels(id, uses.loggedModels);
    const loggedModels = new Map<string, string>();
    const produced = new Set<string>();
    for (const out of outs) {
      const rule = this.#context.isModel(out.path, state.pipelines);
      if (rule === null) {
        const ref = isResult(out, pipeline, stage) ? null : await this.datasetOf(out, state, way);
        if (ref !== null) produced.add(ref);
        continue;
      }
      const model = await this.#loggedModel({ experiment, run: id, out, externalId, files: files(out) }, state);
      if (model !== null) loggedModels.set(out.path, model);
    }
    for await (const group of inGroups(produced, MOST_OUTPUTS)) await destination.addOutputs(id, group);
    return { id, uses: uses.datasets, environment, loggedModels };
  }

  async #loggedModel(
    of: { experiment: string; run: string; out: TrackedFile; externalId: string; files: readonly FileInput[] },
    { commit }: CommitState,
  ): Promise<string | null> {
    const { destination, tally, now } = this.#context;
    const { experiment, run, out, files } = of;
    const externalId = loggedModelIdOf(of.externalId, out.path);
    return attempt(this.#context, { kind: 'loggedModel', path: `${commit.id.slice(0, 12)}:${out.path}` }, async () => {
      const here = await destination.findLoggedModel(experiment, externalId);
      if (here !== null) {
        tally.count('loggedModels', 'alreadyThere');
        return here;
      }
      const isPast = momentMisfit(commit.committedAt, now) === null;
      const { created, id } = await destination.makeLoggedModel(
        {
          ...{ experiment, run, externalId, name: out.path.slice(0, 500), modelType: 'dvc' },
          tags: digestTags(out),
          ...(isPast ? { createdElsewhereAt: new Date(commit.committedAt).toISOString() } : {}),
        },
        files,
      );
      tally.count('loggedModels', created ? 'imported' : 'alreadyThere');
      return id;
    });
  }

  /** What a stage reads: data as dataset versions, models as the logged models that their stages made; code is neither. */
  async #usesOf(stage: StageState, state: CommitState, way: Way) {
    const datasets = new Map<string, DatasetUse>();
    const loggedModels: string[] = [];
    const makesModel = (stage.locked?.outs ?? []).some(
      ({ path }) => this.#context.isModel(path, state.pipelines) !== null,
    );
    for (const dep of stage.locked?.deps ?? []) {
      if (way.has(dep.path)) continue;
      const origin = stateIndex(state).originOf(dep.path);
      if (
        origin?.kind === 'stage' &&
        origin.out.path === dep.path &&
        this.#context.isModel(dep.path, state.pipelines) !== null
      ) {
        const run = await this.ensure(origin.pipeline, origin.stage, state, way);
        const model = run?.loggedModels.get(dep.path);
        if (model !== undefined) loggedModels.push(model);
        continue;
      }
      const ref = await this.#dataOf(dep, origin !== null, state, new Set([...way, dep.path]));
      if (ref === null) continue;
      const role = roleOf(dep.path, stage.name, makesModel);
      datasets.set(`${role} ${ref}`, { role, ref });
    }
    return { datasets: [...datasets.values()], loggedModels };
  }

  /** Null for code. */
  async #dataOf(dep: TrackedFile, isTracked: boolean, state: CommitState, way: Way): Promise<string | null> {
    if (isTracked || isOutside(dep.path)) return this.datasetOf(dep, state, way);
    const entry = await this.#context.reader.trees.find(state.commit.tree, dep.path);
    // Neither in Git nor made by anything that DVC knows: data that lay there.
    if (entry === null) return dep.digest === null ? null : this.datasetOf(dep, state, way);
    if (entry.kind !== 'file' || CODE.test(dep.path) || CODE_NAMES.test(dep.path)) return null;
    return this.#datasets.inGit(dep.path, entry.id, state);
  }
}

/** An execution is known again by all that its lock records, wherever in the history that stands. */
function externalIdOf({ path }: PipelineState, { name, locked }: StageState): string | null {
  if (locked === null) return null;
  const known = externalIds.get(locked);
  if (known !== undefined) return known;
  const text = JSON.stringify([path, name, locked.record]);
  const id = `dvc:${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;
  externalIds.set(locked, id);
  return id;
}

const externalIds = new WeakMap<object, string>();

function loggedModelIdOf(run: string, path: string): string {
  return `${run}:${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
}

/** Metrics and plots are results of a run, and no data that others are made from. */
function isResult(out: TrackedFile, pipeline: PipelineState, { declared }: StageState): boolean {
  const kind = declared?.outs.find(({ path }) => path === out.path)?.kind ?? 'out';
  return kind !== 'out' || holdsResults(out.path, pipeline);
}

function tagsOf({ name, declared, locked }: StageState, { commit }: CommitState): Record<string, string> {
  const command = (locked?.command ?? []).join('\n').slice(0, 8_000);
  return {
    'dvc.stage': name.slice(0, 8_000),
    ...(command === '' ? {} : { 'dvc.cmd': command }),
    ...(declared?.isFrozen ? { 'dvc.frozen': 'true' } : {}),
    ...(declared?.isAlwaysChanged ? { 'dvc.always_changed': 'true' } : {}),
    ...(declared?.description ? { 'dvc.desc': declared.description.slice(0, 8_000) } : {}),
    ...(commit.subject === '' ? {} : { 'git.subject': commit.subject.slice(0, 8_000) }),
    'dvc.time': 'of the commit: DVC records none',
  };
}

function onePerPath(files: readonly FileInput[]): FileInput[] {
  return [...new Map(files.map((file) => [file.path, file])).values()].slice(0, 10_000);
}
