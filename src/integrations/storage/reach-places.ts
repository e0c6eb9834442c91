import type { Environment } from '#integrations/git/git-reader.js';
import { parseLocation } from './location.js';
import { reachCommit } from './reach-commit.js';
import { reachFile } from './reach-file.js';
import { HttpReach } from './reach-http.js';
import { S3Reach } from './reach-s3.js';
import { type Reached, type SoughtFile, unknown } from './reached.js';

/** How places are asked. */
export interface ReachOptions {
  /** Of the process: credentials and endpoints are those of whoever looks. */
  readonly env: Environment;
  /** Ask servers of private networks, too. */
  readonly allowPrivate: boolean;
  /** Files of this machine that are larger are not read. */
  readonly maxBytes: number;
}

/** Asks places whether something is there, with the credentials of whoever runs it. Nothing that a place does throws. */
export class PlaceReach implements AsyncDisposable {
  readonly #options: ReachOptions;
  readonly #http: HttpReach;
  readonly #s3: S3Reach;

  constructor(options: ReachOptions) {
    this.#options = options;
    this.#http = new HttpReach(options.allowPrivate);
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
      case 'http':
        return this.#http.reach(location.url, sought);
      case 'git':
        return this.commit(location.repository, location.commit);
      default:
        return unknown(`There is no way from here to ask a place of the kind ${location.kind}.`);
    }
  }

  commit(repository: string, commit: string): Promise<Reached> {
    return reachCommit(repository, commit, this.#options.env);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#s3.close();
    await this.#http.close();
  }
}
