import { LRUCache } from 'lru-cache';
import { parseValues, textOf } from '#integrations/reading/values/read-values.js';
import { parseYamlValue } from '#integrations/reading/values/read-yaml.js';
import { folderOf, isBelow } from '../dvc/paths.js';
import { type Pipeline, resolvePipeline } from '../dvc/pipeline.js';
import { type DvcConfig, readDvcConfig } from '../dvc/read-config.js';
import { readDvcFile } from '../dvc/read-dvc-file.js';
import { type LockedStage, readLock } from '../dvc/read-lock.js';
import type { Commit } from '../objects/commits.js';
import type { TreeFile, Trees } from '../objects/trees.js';
import type { Blobs } from './blobs.js';
import { ByContents } from './by-contents.js';
import type { CommitState, DvcFileState } from './commit-state.js';
import { type PipelineRead, pipelineRead } from './pipeline-read.js';
import { type ReadResult, readResult } from './read-result.js';
import { type FileRole, fileRole, isInOwnFolder, nameOf } from './wanted-files.js';

/** A dvc.yaml with what its templates were filled from. */
interface ResolvedPipeline {
  readonly declaration: ReadResult<Pipeline | null>;
  readonly loaded: readonly string[];
}

const NO_PIPELINE: ResolvedPipeline = { declaration: { value: null }, loaded: [] };
const NO_LOCK: ReadResult<readonly LockedStage[]> = { value: [] };

/** So many parsed files are remembered: those of one commit, and what changed in the last ones. */
const MOST_PARSED = 20_000;

/**
 * What DVC says at each commit of a repository. Each content of a file is parsed once, however many commits have it; a
 * pipeline or `.dvc` file that a commit left as it was is the same object there.
 */
export class History {
  readonly #trees: Trees;
  readonly #blobs: Blobs;
  readonly #resolved = new ByContents<ResolvedPipeline>();
  readonly #parsed = new LRUCache<string, Promise<ReadResult<unknown>>>({ max: MOST_PARSED });
  /** By folder and the id of its tree: pipelines that rest on nothing outside of it. */
  readonly #folders = new LRUCache<string, PipelineRead>({ max: MOST_PARSED });
  readonly #pipelines = new WeakMap<object, WeakMap<object, PipelineRead>>();

  constructor(trees: Trees, blobs: Blobs) {
    this.#trees = trees;
    this.#blobs = blobs;
  }

  /** What DVC says at a commit. */
  async at(commit: Commit): Promise<CommitState> {
    const wanted = await this.#trees.wantedFiles(commit.tree);
    const byPath = new Map(wanted.map((file) => [file.path, file.id]));
    const folders: string[] = [];
    const tracking: TreeFile[] = [];
    const environments: TreeFile[] = [];
    for (const file of wanted) {
      if (isInOwnFolder(file.path)) continue;
      const role = fileRole(nameOf(file.path));
      if (role === 'environment') environments.push(file);
      else if (role === 'dvcFile') tracking.push(file);
      else if (isFirstOfPipeline(role, file, byPath)) folders.push(folderOf(file.path));
    }
    const read = await Promise.all(folders.map((folder) => this.#pipelineAt(commit, folder, byPath)));
    const pipelines = read.map(({ state }) => state);
    const problems = read.flatMap((one) => one.problems);
    const dvcFiles: DvcFileState[] = [];
    for (const { path, id } of tracking) {
      const file = await this.#parse(`${path} ${id}`, id, (text) => dvcFileState(path, text));
      if ('reason' in file) problems.push({ path, reason: file.reason });
      else {
        dvcFiles.push(file.value);
        if (file.value.pipeline !== null) pipelines.push(file.value.pipeline);
      }
    }
    return { commit, pipelines, dvcFiles, environments, configs: await this.#configsAt(wanted), problems };
  }

  async #configsAt(wanted: readonly TreeFile[]): Promise<Map<string, DvcConfig>> {
    const configs = new Map<string, DvcConfig>();
    for (const { path, id } of wanted) {
      if (!/(?:^|\/)\.dvc\/config$/.test(path)) continue;
      const read = await this.#parse(`config ${id}`, id, readDvcConfig);
      if ('value' in read) configs.set(folderOf(folderOf(path)), read.value);
    }
    return configs;
  }

  async #pipelineAt(commit: Commit, folder: string, byPath: ReadonlyMap<string, string>): Promise<PipelineRead> {
    const tree = await this.#trees.find(commit.tree, folder);
    const key = `${folder} ${tree?.id}`;
    const known = this.#folders.get(key);
    if (known !== undefined) return known;
    const path = folder === '' ? 'dvc.yaml' : `${folder}/dvc.yaml`;
    const id = byPath.get(path);
    const { declaration, loaded } = id === undefined ? NO_PIPELINE : await this.#resolve(commit, path, id);
    const read = await this.#pipelineOf(folder, declaration, byPath.get(path.replace(/yaml$/, 'lock')));
    if (loaded.every((file) => isBelow(file, folder))) this.#folders.set(key, read);
    return read;
  }

  /** A dvc.yaml with its dvc.lock: the same object for the same contents. */
  async #pipelineOf(
    folder: string,
    declaration: ReadResult<Pipeline | null>,
    lockId: string | undefined,
  ): Promise<PipelineRead> {
    const stages = ('value' in declaration ? declaration.value?.stages : null) ?? [];
    const elsewhere = stages.filter((stage) => stage.folder !== folder);
    const key = `${folder} ${lockId} ${elsewhere.map((stage) => `${stage.name}=${stage.folder}`).join(' ')}`;
    const folders = new Map(elsewhere.map((stage) => [stage.name, stage.folder]));
    const lock =
      lockId === undefined
        ? NO_LOCK
        : await this.#parse(key, lockId, (text) => readLock(text, (stage) => folders.get(stage) ?? folder));
    const byLock = this.#pipelines.get(declaration) ?? new WeakMap<object, PipelineRead>();
    this.#pipelines.set(declaration, byLock);
    const read = byLock.get(lock) ?? pipelineRead(folder, declaration, lock);
    byLock.set(lock, read);
    return read;
  }

  /** A dvc.yaml means what the files say that its templates are filled from: it is resolved again where those are others. */
  async #resolve(commit: Commit, path: string, id: string): Promise<ResolvedPipeline> {
    const key = `${path} ${id}`;
    const idAt = (file: string) => this.#blobs.idAt(commit.tree, file);
    const known = await this.#resolved.find(key, idAt);
    if (known !== undefined) return known;
    const loaded = new Map<string, string | null>();
    const declaration = await readResult(async () => {
      const document = parseYamlValue(textOf(await this.#blobs.read(id)));
      return resolvePipeline(document, folderOf(path), async (file) => {
        const content = await idAt(file);
        loaded.set(file, content);
        return content === null ? undefined : parseValues(file, await this.#blobs.read(content));
      });
    });
    const resolved = { declaration, loaded: [...loaded.keys()] };
    this.#resolved.add(key, loaded, resolved);
    return resolved;
  }

  #parse<Value>(key: string, id: string, parse: (text: string) => Value): Promise<ReadResult<Value>> {
    const known = this.#parsed.get(key) as Promise<ReadResult<Value>> | undefined;
    if (known !== undefined) return known;
    const read = readResult(async () => parse(textOf(await this.#blobs.read(id))));
    this.#parsed.set(key, read);
    return read;
  }
}

/** Each folder once, whether it has a dvc.yaml, a dvc.lock or both. */
function isFirstOfPipeline(role: FileRole | null, { path }: TreeFile, byPath: ReadonlyMap<string, string>): boolean {
  return role === 'pipeline' || (role === 'lock' && !byPath.has(path.replace(/dvc\.lock$/, 'dvc.yaml')));
}

/** A `.dvc` file, and the pipeline of one stage that an old one is. */
function dvcFileState(path: string, text: string): DvcFileState {
  const folder = folderOf(path);
  const file = readDvcFile(text, path, folder);
  return { path, file, pipeline: file.stage === null ? null : { path, folder, pipeline: null, stages: [file.stage] } };
}
