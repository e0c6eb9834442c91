import { folderOf } from '../dvc/paths.js';
import { type Pipeline, resolvePipeline } from '../dvc/pipeline.js';
import { type DvcConfig, NO_CONFIG, readDvcConfig } from '../dvc/read-config.js';
import { type DvcFile, readDvcFile } from '../dvc/read-dvc-file.js';
import { type LockedStage, readLock } from '../dvc/read-lock.js';
import type { Commit } from '../objects/commits.js';
import type { TreeFile, Trees } from '../objects/trees.js';
import { UnreadableValue } from '../values/plain-value.js';
import { parseValues, textOf } from '../values/read-values.js';
import { parseYamlValue } from '../values/read-yaml.js';
import type { Blobs } from './blobs.js';
import type { CommitState, DvcFileState, FileProblem, PipelineState, StageState } from './commit-state.js';
import { fileRole, nameOf } from './wanted-files.js';

/** A parsed file, or why it cannot be. */
type Read<Value> = { readonly value: Value } | { readonly reason: string };

/** A dvc.yaml with what its templates were filled from. */
interface ResolvedPipeline {
  readonly read: Read<Pipeline>;
  /** The id of each file that was loaded; null where there was none. */
  readonly loaded: ReadonlyMap<string, string | null>;
}

/** What DVC says at each commit of a repository; each content of a file is parsed once, however many commits have it. */
export class History {
  readonly #trees: Trees;
  readonly #blobs: Blobs;
  readonly #pipelines = new Map<string, ResolvedPipeline[]>();
  readonly #parsed = new Map<string, Promise<Read<unknown>>>();

  constructor(trees: Trees, blobs: Blobs) {
    this.#trees = trees;
    this.#blobs = blobs;
  }

  /** What DVC says at a commit. */
  async at(commit: Commit): Promise<CommitState> {
    const wanted = await this.#trees.wantedFiles(commit.tree);
    const problems: FileProblem[] = [];
    const report = (path: string, reason: string) => void problems.push({ path, reason });
    const byPath = new Map(wanted.map((file) => [file.path, file.id]));
    const pipelines: PipelineState[] = [];
    for (const { path } of wanted.filter((file) => isFirstOfPipeline(file, byPath))) {
      pipelines.push(await this.#pipelineAt(commit, folderOf(path), byPath, report));
    }
    const dvcFiles: DvcFileState[] = [];
    for (const { path, id } of wanted.filter((file) => fileRole(nameOf(file.path)) === 'dvcFile')) {
      const read = await this.#parse(`${path} ${id}`, id, (text): DvcFile => readDvcFile(text, path, folderOf(path)));
      if ('reason' in read) {
        report(path, read.reason);
        continue;
      }
      dvcFiles.push({ path, file: read.value });
      const { stage } = read.value;
      if (stage !== null) pipelines.push({ path, folder: folderOf(path), pipeline: null, stages: [stage] });
    }
    return {
      commit,
      pipelines,
      dvcFiles,
      environments: wanted.filter((file) => fileRole(nameOf(file.path)) === 'environment'),
      config: await this.#configAt(byPath),
      problems,
    };
  }

  async #configAt(byPath: ReadonlyMap<string, string>): Promise<DvcConfig> {
    const id = byPath.get('.dvc/config');
    const read = id === undefined ? undefined : await this.#parse(`config ${id}`, id, readDvcConfig);
    return read !== undefined && 'value' in read ? read.value : NO_CONFIG;
  }

  async #pipelineAt(
    commit: Commit,
    folder: string,
    byPath: ReadonlyMap<string, string>,
    report: (path: string, reason: string) => void,
  ): Promise<PipelineState> {
    const at = (name: string) => (folder === '' ? name : `${folder}/${name}`);
    const path = at('dvc.yaml');
    const declaration = byPath.get(path);
    const resolved = declaration === undefined ? null : await this.#resolve(commit, path, declaration);
    if (resolved !== null && 'reason' in resolved) report(path, resolved.reason);
    const pipeline = resolved !== null && 'value' in resolved ? resolved.value : null;
    for (const problem of pipeline?.problems ?? []) report(path, problem);
    const declared = new Map((pipeline?.stages ?? []).map((stage) => [stage.name, stage]));
    const lock = byPath.get(at('dvc.lock'));
    let locked: readonly LockedStage[] = [];
    if (lock !== undefined) {
      const folders = [...declared].flatMap(([name, stage]) =>
        stage.folder === folder ? [] : [`${name}=${stage.folder}`],
      );
      const read = await this.#parse(`${folder} ${lock} ${folders.join(' ')}`, lock, (text) =>
        readLock(text, (stage) => declared.get(stage)?.folder ?? folder),
      );
      if ('value' in read) locked = read.value;
      else report(at('dvc.lock'), read.reason);
    }
    const byName = new Map(locked.map((stage) => [stage.name, stage]));
    const stages: StageState[] = [...declared].map(([name, stage]) => ({
      name,
      declared: stage,
      locked: byName.get(name) ?? null,
    }));
    for (const stage of locked)
      if (!declared.has(stage.name)) stages.push({ name: stage.name, declared: null, locked: stage });
    return { path, folder, pipeline, stages };
  }

  /** A dvc.yaml means what the files say that its templates are filled from: it is resolved again where those are others. */
  async #resolve(commit: Commit, path: string, id: string): Promise<Read<Pipeline>> {
    const key = `${path} ${id}`;
    const known = this.#pipelines.get(key) ?? [];
    for (const { read, loaded } of known) {
      let isSame = true;
      for (const [file, content] of loaded) isSame &&= (await this.#blobs.idAt(commit.tree, file)) === content;
      if (isSame) return read;
    }
    const loaded = new Map<string, string | null>();
    const read = await attempt(async () => {
      const document = parseYamlValue(textOf(await this.#blobs.read(id)));
      return resolvePipeline(document, folderOf(path), async (file) => {
        const content = await this.#blobs.idAt(commit.tree, file);
        loaded.set(file, content);
        return content === null ? undefined : parseValues(file, await this.#blobs.read(content));
      });
    });
    this.#pipelines.set(key, [...known, { read, loaded }]);
    return read;
  }

  #parse<Value>(key: string, id: string, parse: (text: string) => Value): Promise<Read<Value>> {
    const known = this.#parsed.get(key) as Promise<Read<Value>> | undefined;
    if (known !== undefined) return known;
    const read = attempt(async () => parse(textOf(await this.#blobs.read(id))));
    this.#parsed.set(key, read);
    if (this.#parsed.size > MOST_PARSED) this.#parsed.delete(this.#parsed.keys().next().value as string);
    return read;
  }
}

/** So many parsed files are remembered: those of one commit, and what changed in the last ones. */
const MOST_PARSED = 20_000;

/** Each folder once, whether it has a dvc.yaml, a dvc.lock or both. */
function isFirstOfPipeline({ path }: TreeFile, byPath: ReadonlyMap<string, string>): boolean {
  const role = fileRole(nameOf(path));
  if (role === 'pipeline') return true;
  return role === 'lock' && !byPath.has(path.replace(/dvc\.lock$/, 'dvc.yaml'));
}

async function attempt<Value>(work: () => Promise<Value>): Promise<Read<Value>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof UnreadableValue)) throw error;
    return { reason: error.message };
  }
}
