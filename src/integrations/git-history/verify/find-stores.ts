import path from 'node:path';
import type { Environment } from '#integrations/git/git-reader.js';
import { isUrl } from '../dvc/paths.js';
import type { TrackedFile } from '../dvc/tracked-file.js';
import type { CommitState } from '../history/commit-state.js';
import { projectOf } from '../history/project-of.js';
import type { RepositoryReader } from '../history/read-repository.js';
import { type DataStore, folderStore, gitStore } from './data-store.js';

/** What says where a repository's data may be read. */
export interface StorePlaces {
  /** The repository's top folder on this disk; null where it is bare or was cloned. */
  readonly folder: string | null;
  readonly reader: Pick<RepositoryReader, 'blobs'>;
  /** Names the region of buckets, as AWS's own tools read it. */
  readonly env: Environment;
}

/**
 * The stores of a commit that are asked for bytes, nearest first: the cache beside the repository, and its remotes that are
 * folders, lie in the repository itself, or in S3.
 */
export class FindStores {
  readonly #places: StorePlaces;
  readonly #folders = new Map<string, Promise<DataStore | null>>();
  readonly #buckets = new Map<string, DataStore>();

  constructor(places: StorePlaces) {
    this.#places = places;
  }

  /** Those that a tracked file may lie in. */
  async of(state: CommitState, file: Pick<TrackedFile, 'path' | 'remote'>): Promise<DataStore[]> {
    const { folder, reader } = this.#places;
    const project = projectOf(state, file.path);
    const own = path.posix.join(project.folder, '.dvc');
    const stores = folder === null ? [] : [await this.#folder(path.join(folder, own, 'cache'))];
    const { config } = project;
    const name = file.remote ?? config.remote;
    const url = name === null ? undefined : config.urls.get(name);
    if (url === undefined) return stores.filter((store) => store !== null);
    if (url.startsWith('s3://')) stores.push(await this.#bucket(url));
    if (!isUrl(url)) {
      // From the folder of the .dvc/config.
      const inside = path.posix.join(own, url.replaceAll('\\', '/'));
      const isInside = !path.isAbsolute(url) && !inside.startsWith('..');
      if (path.isAbsolute(url) || folder !== null)
        stores.push(await this.#folder(path.isAbsolute(url) ? url : path.join(folder ?? '', own, url)));
      if (isInside) stores.push(gitStore(inside, state.commit.tree, reader.blobs));
    }
    return stores.filter((store) => store !== null);
  }

  #folder(place: string): Promise<DataStore | null> {
    const known = this.#folders.get(place) ?? folderStore(place);
    this.#folders.set(place, known);
    return known;
  }

  /** AWS's client is loaded where there is a bucket. */
  async #bucket(url: string): Promise<DataStore> {
    const known = this.#buckets.get(url);
    if (known !== undefined) return known;
    const { bucketStore } = await import('./bucket-store.js');
    const store = bucketStore(url, this.#places.env);
    this.#buckets.set(url, store);
    return store;
  }
}
