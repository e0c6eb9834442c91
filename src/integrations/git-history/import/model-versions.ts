import { createHash } from 'node:crypto';
import { contentDigests } from '#integrations/importing/content-digests.js';
import { momentMisfit } from '#integrations/importing/fit-moment.js';
import { nameBelow } from '#integrations/importing/name-below.js';
import type { FoundInSource } from '#integrations/importing/source-recorder.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { isUrl, TRAILING_SLASHES } from '../dvc/paths.js';
import type { DeclaredArtifact } from '../dvc/pipeline.js';
import type { TrackedFile } from '../dvc/tracked-file.js';
import type { CommitState } from '../history/commit-state.js';
import { projectOf } from '../history/project-of.js';
import { MOST_POINTER_BYTES, readLfsPointer } from '../lfs/read-pointer.js';
import type { FileInput, ModelVersionHere } from './destination.js';
import { digestTags } from './digest-tags.js';
import type { Environments } from './environments.js';
import { filesOf } from './file-place.js';
import { codeOf, type GitImportContext, gitUri } from './git-import-context.js';
import { digestTexts, inRepository, lastOf } from './in-repository.js';
import type { StageRuns } from './stage-runs.js';
import { stateIndex } from './state-index.js';

/** What a model version is made of, by a commit and the path of the model. */
export interface ModelContent {
  readonly run: string | null;
  readonly loggedModel: string | null;
  readonly environment: string | null;
  readonly datasets: readonly { readonly role: string; readonly ref: string }[];
  readonly artifacts: readonly FileInput[];
  /** The digest that DVC has, with its algorithm, and what else is recorded of the file. */
  readonly config: object;
  readonly tags: Readonly<Record<string, string>>;
  /** The digest that DVC has of the whole of it, as sources are compared by. */
  readonly digests: readonly string[];
}

/** The most bytes of a model in Git that are hashed. */
const MOST_HASHED = 256 * 1024 * 1024;

/** Makes and remembers model versions. */
export class ModelVersions {
  readonly #context: GitImportContext;
  readonly #runs: StageRuns;
  readonly #environments: Environments;
  readonly #here = new Map<string, Promise<ModelVersionHere[]>>();
  readonly #models = new Map<string, Promise<void>>();
  readonly #seen = new Set<string>();

  constructor(context: GitImportContext, runs: StageRuns, environments: Environments) {
    this.#context = context;
    this.#runs = runs;
    this.#environments = environments;
  }

  /** The versions of a model that were there before, and those that were made since. */
  here(model: string): Promise<ModelVersionHere[]> {
    const known =
      this.#here.get(model) ?? this.#context.destination.modelVersions(model).then((versions) => [...versions]);
    this.#here.set(model, known);
    return known;
  }

  /** Makes the model of an artifact, once. */
  async ensureModel(
    name: string,
    artifact: Pick<DeclaredArtifact, 'description' | 'labels' | 'type'> | null,
  ): Promise<void> {
    const { destination, tally } = this.#context;
    const known =
      this.#models.get(name) ??
      destination
        .createModel({
          name,
          description: artifact?.description?.slice(0, 10_000) ?? null,
          tags: {
            ...(artifact?.type ? { 'dvc.type': artifact.type.slice(0, 8_000) } : {}),
            ...(artifact && artifact.labels.length > 0
              ? { 'dvc.labels': artifact.labels.join(', ').slice(0, 8_000) }
              : {}),
          },
        })
        .then(({ created }) => tally.count('models', created ? 'imported' : 'alreadyThere'));
    this.#models.set(name, known);
    await known;
  }

  /** What a model is at a commit: a file that DVC or Git has at its path; null at all for no path. */
  async contentAt(path: string | null, state: CommitState): Promise<ModelContent | null> {
    if (path === null) return null;
    const { namespace, reader, url, verified } = this.#context;
    const origin = stateIndex(state).originOf(path);
    if (origin !== null) {
      const run = origin.kind === 'stage' ? await this.#runs.ensure(origin.pipeline, origin.stage, state) : null;
      const folder = origin.kind === 'stage' ? (origin.stage.declared?.folder ?? origin.pipeline.folder) : '';
      const out = inside(origin.out, path);
      return {
        run: run?.id ?? null,
        loggedModel: run?.loggedModels.get(path) ?? null,
        environment: run === null ? await this.#environments.of(folder, state) : run.environment,
        datasets: run?.uses ?? [],
        artifacts: filesOf(out, { namespace, config: projectOf(state, out.path).config, verified }),
        config: { dvc: recordOf(out) },
        tags: digestTags(out),
        digests: digestTexts(out.digest),
      };
    }
    if (isUrl(path)) return this.#contentElsewhere(withoutCredentials(path), state);
    const entry = await reader.trees.find(state.commit.tree, path);
    if (entry === null) return null;
    const file = entry.kind === 'file' ? await this.#fileInGit(entry.id) : null;
    return {
      run: null,
      loggedModel: null,
      environment: await this.#environments.of('', state),
      datasets: [],
      artifacts: [{ path, uri: gitUri(url, state.commit.id, path), ...file }],
      config: { git: { path, object: entry.id } },
      tags: {},
      digests: [],
    };
  }

  /** An artifact may name a file that neither DVC nor Git has: where it lies is all that is known of it. */
  async #contentElsewhere(uri: string, state: CommitState): Promise<ModelContent> {
    const path = lastOf(uri.replace(/[?#].*$/s, '').replace(TRAILING_SLASHES, ''));
    return {
      ...{ run: null, loggedModel: null, datasets: [], tags: {}, digests: [] },
      environment: await this.#environments.of('', state),
      artifacts: [{ path, uri: uri.slice(0, 4_000) }],
      config: { dvc: { path: uri } },
    };
  }

  /** Registers the version of a model that only its content numbers, where it is not there; null where it is. */
  async registerDerived(name: string, path: string, state: CommitState): Promise<void> {
    const content = await this.contentAt(path, state);
    const digest = content === null ? null : createHash('sha256').update(JSON.stringify(content.config)).digest('hex');
    if (content === null || digest === null || this.#seen.has(`${name} ${digest}`)) return;
    this.#seen.add(`${name} ${digest}`);
    const { tally } = this.#context;
    await this.ensureModel(name, null);
    const here = await this.here(name);
    const key = { 'dvc.content': digest };
    const known = here.find(({ tags }) => tags['dvc.content'] === digest);
    const foundAt = inRepository(path, state, this.#context);
    if (known !== undefined) {
      await this.recordSource({ version: known, content, tool: 'dvc', ...foundAt });
      return tally.count('modelVersions', 'alreadyThere');
    }
    const made = await this.register({
      name,
      number: null,
      content,
      state,
      tags: key,
      at: state.commit.committedAt,
      by: state.commit.author,
    });
    await this.recordSource({ version: made, content, tool: 'dvc', ...foundAt });
  }

  /** Records where in the repository a version is, and by which digests it is found elsewhere. */
  recordSource(
    of: Omit<FoundInSource, 'of' | 'digests' | 'partDigests' | 'sizeBytes'> & {
      readonly version: ModelVersionHere;
      readonly content: ModelContent | null;
    },
  ): Promise<void> {
    const { version, content, ...found } = of;
    const artifacts = content?.artifacts ?? [];
    const known = contentDigests(artifacts);
    const own = content?.digests ?? [];
    return this.#context.destination.sources.add({
      ...{ of: { modelVersion: version.ref }, ...found },
      sizeBytes: artifacts.length === 1 ? artifacts[0]!.sizeBytes : undefined,
      digests: [...own, ...known.digests],
      partDigests: [...own, ...known.partDigests],
    });
  }

  /** Registers a version, under the number that it was given where it was given one. */
  async register(of: {
    readonly name: string;
    readonly number: string | null;
    readonly content: ModelContent | null;
    readonly state: CommitState;
    readonly tags: Readonly<Record<string, string>>;
    readonly at: number;
    readonly by: string | null;
    readonly config?: object;
    readonly description?: string | undefined;
  }): Promise<ModelVersionHere> {
    const { destination, tally, now } = this.#context;
    const { name, number, content, state, at, by } = of;
    const tags = { ...content?.tags, ...of.tags };
    const { created, id: version } = await destination.registerModelVersion({
      model: name,
      ...(number === null ? {} : { version: number, versionGivenElsewhere: true }),
      code: codeOf(state.commit.id, null, this.#context),
      run: content?.run ?? null,
      loggedModel: content?.loggedModel ?? null,
      environment: content?.environment ?? null,
      datasets: content?.datasets ?? [],
      artifacts: content?.artifacts ?? [],
      config: { ...content?.config, ...of.config },
      tags,
      description: of.description?.slice(0, 10_000),
      ...(momentMisfit(at, now) === null ? { createdElsewhereAt: new Date(at).toISOString() } : {}),
      ...(by ? { createdElsewhereBy: by.slice(0, 500) } : {}),
    });
    tally.count('modelVersions', created ? 'imported' : 'alreadyThere');
    const made = { ref: `${name}@${version}`, version, code: { commit: state.commit.id }, tags, status: 'IN_REVIEW' };
    (await this.here(name)).push(made);
    return made;
  }

  /** The SHA-256 and size of a file in Git, or of what its LFS pointer stands for; nothing where it is too large. */
  async #fileInGit(id: string): Promise<Pick<FileInput, 'digest' | 'sizeBytes'>> {
    const object = await this.#context.reader.objects.read(id, MOST_HASHED);
    if (object?.content == null) return object === null ? {} : { sizeBytes: object.size };
    const pointer = object.size <= MOST_POINTER_BYTES ? readLfsPointer(object.content) : null;
    if (pointer !== null) return pointer;
    return { digest: `sha256:${createHash('sha256').update(object.content).digest('hex')}`, sizeBytes: object.size };
  }
}

/** What a folder lists at a path below it; the folder where it lists nothing there. */
function inside(out: TrackedFile, path: string): TrackedFile {
  return out.files.find((file) => file.path === path) ?? out;
}

function recordOf({ path, digest, sizeBytes, fileCount, versionId }: TrackedFile): object {
  return {
    path,
    ...(digest === null ? {} : { digest: { algorithm: digest.algorithm, value: digest.value } }),
    ...(sizeBytes === null ? {} : { sizeBytes }),
    ...(fileCount === null ? {} : { fileCount }),
    ...(versionId === null ? {} : { versionId }),
  };
}

/** The name of a model here: that of the artifact at its path, with the folder of its dvc.yaml, else its path. */
export function modelNameOf(
  path: string,
  state: CommitState,
  namespace: string,
): { readonly name: string; readonly artifact: string | null } {
  for (const { folder, pipeline } of state.pipelines) {
    const artifact = pipeline?.artifacts.find((one) => one.path === path);
    if (artifact === undefined) continue;
    const whole = folder === '' ? artifact.name : `${folder}/${artifact.name}`;
    return {
      name: nameBelow(namespace, whole),
      artifact: folder === '' ? artifact.name : `${folder}:${artifact.name}`,
    };
  }
  return { name: nameBelow(namespace, path), artifact: null };
}
