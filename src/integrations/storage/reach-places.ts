import { parseImageReference } from '#integrations/oci/image-reference.js';
import { OciRegistry } from '#integrations/oci/oci-registry.js';
import { reachImage, reachLayer } from '#integrations/oci/reach-image.js';
import { GuardedHttp } from './guarded-http.js';
import { parseLocation } from './location.js';
import { reachCommit } from './reach-commit.js';
import { reachFile } from './reach-file.js';
import { GcsReach } from './reach-gcs.js';
import { reachHttp } from './reach-http.js';
import type { ReachOptions } from './reach-options.js';
import { S3Reach } from './reach-s3.js';
import { type Reached, type SoughtFile, unknown } from './reached.js';

/** Asks places whether something is there, with the credentials of whoever runs it. Nothing that a place does throws. */
export class PlaceReach implements AsyncDisposable {
  readonly #options: ReachOptions;
  readonly #http: GuardedHttp;
  readonly #gcs: GcsReach;
  readonly #oci: OciRegistry;
  readonly #s3: S3Reach;
  readonly #commits = new Map<string, Promise<Reached>>();

  constructor(options: ReachOptions) {
    this.#options = options;
    this.#http = new GuardedHttp(options.allowPrivate);
    this.#gcs = new GcsReach(options.env);
    this.#oci = new OciRegistry(this.#http, options.env);
    this.#s3 = new S3Reach(options.env);
  }

  async file(uri: string, sought: SoughtFile): Promise<Reached> {
    const location = parseLocation(uri);
    if (location === null) return unknown('It is of no form that is known here.');
    switch (location.kind) {
      case 'file':
        if (location.host !== null) return unknown('It is on a share of another machine.');
        return reachFile(location.path, sought, this.#options.maxBytes);
      case 's3':
        return this.#s3.reach(location, sought);
      case 'gcs':
        return this.#gcs.reach(location, sought);
      case 'http':
        return reachHttp(location.url, sought, this.#http);
      case 'oci':
        return reachLayer(location.reference, sought, this.#oci);
      case 'git':
        return this.commit(location.repository, location.commit);
      default:
        return unknown(`There is no way from here to ask a place of the kind ${location.kind}.`);
    }
  }

  /** @param image as an environment names it: `ghcr.io/acme/train@sha256:…` */
  async image(image: string): Promise<Reached> {
    const reference = parseImageReference(image);
    if (reference === null) return unknown('It is no reference of an image.');
    return reachImage(reference, this.#oci);
  }

  /** One commit is asked for once, however many files lie in it. */
  commit(repository: string, commit: string): Promise<Reached> {
    const place = `${repository}@${commit}`;
    const known = this.#commits.get(place) ?? reachCommit(repository, commit, this.#options);
    this.#commits.set(place, known);
    return known;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#s3.close();
    await this.#gcs[Symbol.asyncDispose]();
    await this.#http[Symbol.asyncDispose]();
  }
}
