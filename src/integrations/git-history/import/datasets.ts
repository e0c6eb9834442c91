import { createHash } from 'node:crypto';
import { attempt } from '#integrations/importing/attempt.js';
import { contentDigests } from '#integrations/importing/content-digests.js';
import { nameBelow } from '#integrations/importing/name-below.js';
import type { FoundInSource } from '#integrations/importing/source-recorder.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { TrackedDigest, TrackedFile } from '../dvc/tracked-file.js';
import type { CommitState } from '../history/commit-state.js';
import { projectOf } from '../history/project-of.js';
import { type LfsPointer, MOST_POINTER_BYTES, readLfsPointer } from '../lfs/read-pointer.js';
import type { DatasetInput, DatasetVersionHere } from './destination.js';
import { filesOf } from './file-place.js';
import { type GitImportContext, gitUri } from './git-import-context.js';
import { type ImportedData, importKeyOf } from './imported-data.js';
import { digestTexts, inRepository, lastOf } from './in-repository.js';
import { namespaceOfUrl } from './names.js';

/** What names content: a digest of a tool, `sha256:…` of one file, or a place. */
type Identity = { readonly external: TrackedDigest } | { readonly digest: string } | { readonly uri: string };

/** More than so many bytes of a file in Git are not hashed. */
const MOST_HASHED = 256 * 1024 * 1024;

/**
 * The dataset versions of one import: each content of a path is one, registered where it is not there, with what it was
 * made from.
 */
export class Datasets {
  readonly #context: GitImportContext;
  readonly #here = new Map<string, Promise<readonly DatasetVersionHere[]>>();
  readonly #refs = new Map<string, Promise<string | null>>();

  constructor(context: GitImportContext) {
    this.#context = context;
  }

  /**
   * The version of what DVC tracks; null where it cannot be one, which is reported.
   * @param made what it was made from; asked where it is new
   */
  tracked(
    file: TrackedFile,
    state: CommitState,
    made: () => Promise<Pick<DatasetInput, 'derivedFrom' | 'description'>>,
  ) {
    const { namespace, url, verified } = this.#context;
    const place = { namespace, config: projectOf(state, file.path).config, verified };
    const files = filesOf(file, place);
    const [first] = files;
    if (first === undefined) return Promise.resolve(null);
    const external = file.digest !== null && file.digest.algorithm !== 'sha256' ? file.digest : null;
    const identity: Identity = external === null ? identityOf(first) : { external };
    const found = {
      ...{ tool: 'dvc', ...inRepository(file.path, state, this.#context) },
      ...{ name: lastOf(file.path), sizeBytes: file.sizeBytes },
      ...withDigest(file.isFolder ? { digests: [], partDigests: [] } : contentDigests(files), digestTexts(file.digest)),
    };
    return this.#ensure(nameBelow(namespace, file.path), identity, file.path, found, async () => ({
      files,
      ...(external === null ? {} : { externalDigest: external }),
      ...(file.isFolder && file.fileCount !== null ? { statistics: { fileCount: file.fileCount } } : {}),
      source: gitUri(url, state.commit.id, file.path),
      ...(await made()),
    }));
  }

  /** The version of what DVC tracks by a digest of its own, where this import has met it; null where it has not. */
  async met({ path, digest }: TrackedFile): Promise<string | null> {
    if (digest === null) return null;
    return (await this.#refs.get(keyOf(nameBelow(this.#context.namespace, path), { external: digest }))) ?? null;
  }

  /** The version of a file that lies in Git, by the SHA-256 of its content or of what its LFS pointer stands for. */
  async inGit(path: string, id: string, state: CommitState): Promise<string | null> {
    const { reader, namespace, url, tally } = this.#context;
    const object = await reader.objects.read(id, MOST_HASHED);
    if (object?.content == null) {
      tally.skip({
        kind: 'dataset',
        path,
        reason: `has ${object?.size ?? 'unknown'} bytes in Git, more than are hashed`,
      });
      return null;
    }
    const pointer = object.size <= MOST_POINTER_BYTES ? readLfsPointer(object.content) : null;
    const digest = pointer?.digest ?? `sha256:${createHash('sha256').update(object.content).digest('hex')}`;
    const uri = gitUri(url, state.commit.id, path);
    const sizeBytes = pointer?.sizeBytes ?? object.size;
    const tool = pointer === null ? 'git' : 'git-lfs';
    const found = {
      ...{ tool, ...inRepository(path, state, this.#context), name: lastOf(path), sizeBytes, digests: [digest] },
    };
    return this.#ensure(nameBelow(namespace, path), { digest }, path, found, async () => ({
      files: [{ path, uri, digest, sizeBytes }],
      derivedFrom: [],
      ...(pointer === null ? {} : { description: 'An object of Git LFS, by its pointer.' }),
    }));
  }

  /** The version of an object of Git LFS. */
  pointer(path: string, { digest, sizeBytes }: LfsPointer, state: CommitState): Promise<string | null> {
    const { namespace, url } = this.#context;
    const found = {
      ...{ tool: 'git-lfs', ...inRepository(path, state, this.#context) },
      ...{ name: lastOf(path), sizeBytes, digests: [digest] },
    };
    return this.#ensure(nameBelow(namespace, path), { digest }, path, found, async () => ({
      files: [{ path, uri: gitUri(url, state.commit.id, path), digest, sizeBytes }],
      derivedFrom: [],
      description: 'An object of Git LFS, by its pointer.',
    }));
  }

  /** The version, in its own repository, of what was imported from there: content of the same digest is the same one. */
  upstream(source: { url: string; path: string; commit: string | null }, copy: TrackedFile, isOnly: boolean) {
    const namespace = namespaceOfUrl(source.url);
    const digest = isOnly ? copy.digest : null;
    const external = digest ?? (source.commit === null ? null : { algorithm: 'git-commit', value: source.commit });
    const uri = gitUri(source.url, source.commit ?? 'unknown', source.path);
    const identity: Identity = external === null ? { uri } : { external };
    const code = source.commit === null ? {} : { repository: source.url, commit: source.commit, path: source.path };
    const found = {
      ...{ tool: 'dvc', location: withoutCredentials(source.url), ...code, name: lastOf(source.path) },
      ...{ externalId: `${source.path}@${source.commit ?? 'unknown'}`, digests: digestTexts(digest) },
    };
    return this.#ensure(
      nameBelow(namespace, source.path),
      identity,
      `${source.url}#${source.path}`,
      found,
      async () => ({
        files: [
          {
            path: source.path,
            uri,
            ...(isOnly && copy.sizeBytes !== null ? { sizeBytes: copy.sizeBytes } : {}),
            ...(copy.isFolder ? { mediaType: 'inode/directory' } : {}),
          },
        ],
        ...(external === null ? {} : { externalDigest: external }),
        derivedFrom: [],
        source: uri,
      }),
    );
  }

  /** What a path elsewhere, such as `s3://…`, held when it was copied. */
  elsewhere(file: TrackedFile, state: CommitState): Promise<string | null> {
    return this.tracked(file, state, async () => ({ derivedFrom: [] }));
  }

  #ensure(
    dataset: string,
    identity: Identity,
    path: string,
    found: Omit<FoundInSource, 'of'>,
    make: () => Promise<Omit<DatasetInput, 'dataset'>>,
  ): Promise<string | null> {
    const key = keyOf(dataset, identity);
    const known = this.#refs.get(key);
    if (known !== undefined) return known;
    const { destination, tally } = this.#context;
    const ref = attempt(this.#context, { kind: 'dataset', path }, async () => {
      const here = (await this.#versionsOf(dataset)).find((version) => isSame(version, identity));
      if (here !== undefined) {
        tally.count('datasets', 'alreadyThere');
        await destination.sources.add({ ...found, of: { datasetVersion: here.ref } });
        return here.ref;
      }
      const { created, id } = await destination.registerDataset({ dataset, ...(await make()) });
      tally.count('datasets', created ? 'imported' : 'alreadyThere');
      await destination.sources.add({ ...found, of: { datasetVersion: id } });
      return id;
    });
    this.#refs.set(key, ref);
    return ref;
  }

  #versionsOf(dataset: string): Promise<readonly DatasetVersionHere[]> {
    const known = this.#here.get(dataset) ?? this.#context.destination.datasetVersions(dataset);
    this.#here.set(dataset, known);
    return known;
  }
}

/** The digest that the tool has is of the whole content, whatever else is known of its files. */
function withDigest(known: ReturnType<typeof contentDigests>, own: readonly string[]) {
  return { digests: [...own, ...known.digests], partDigests: [...own, ...known.partDigests] };
}

function keyOf(dataset: string, identity: Identity): string {
  return `${dataset} ${JSON.stringify(identity)}`;
}

function identityOf({ digest, uri }: { readonly digest?: string | undefined; readonly uri: string }): Identity {
  return digest === undefined ? { uri } : { digest };
}

/** Digests are compared under one algorithm alone. */
function isSame({ externalDigest, files }: DatasetVersionHere, identity: Identity): boolean {
  if ('external' in identity) {
    const { algorithm, value } = identity.external;
    return externalDigest?.algorithm === algorithm && externalDigest.value === value;
  }
  const [file] = files;
  if (files.length !== 1 || file === undefined || externalDigest !== null) return false;
  return 'digest' in identity ? file.digest === identity.digest : file.digest === null && file.uri === identity.uri;
}

/**
 * The versions that content was imported from: content is one version however it came, so that what says so at any commit
 * of the history counts.
 */
export async function importedFrom(
  file: TrackedFile,
  imports: ImportedData,
  state: CommitState,
  datasets: Datasets,
): Promise<string[]> {
  const importing = imports.get(importKeyOf(file));
  if (importing === undefined) return [];
  const { repositories, deps, outs } = importing.file;
  const isOnly = outs.length === 1 && repositories.length === 1;
  const refs: (string | null)[] = [];
  for (const source of repositories) refs.push(await datasets.upstream(source, file, isOnly));
  for (const dep of deps) if (dep.path !== file.path) refs.push(await datasets.elsewhere(dep, state));
  return [...new Set(refs.filter((ref) => ref !== null))];
}
