import { GuardedHttp } from './guarded-http.js';
import { parseLocation } from './location.js';
import { reachCommit } from './reach-commit.js';
import { reachFile } from './reach-file.js';
import { reachHttp } from './reach-http.js';
import type { ReachOptions } from './reach-options.js';
import { S3Reach } from './reach-s3.js';
import { type Reached, type SoughtFile, unknown } from './reached.js';

/** Asks places whether something is there, with the credentials of whoever runs it. Nothing that a place does throws. */
export class PlaceReach implements AsyncDisposable {
  readonly #options: ReachOptions;
  readonly #http: GuardedHttp;
  readonly #s3: S3Reach;
  readonly #commits = new Map<string, Promise<Reached>>();

  constructor(options: ReachOptions) {
    this.#options = options;
    this.#http = new GuardedHttp(options.allowPrivate);
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
        return reachHttp(location.url, sought, this.#http);
      case 'git':
        return this.commit(location.repository, location.commit);
      default:
        return unknown(`There is no way from here to ask a place of the kind ${location.kind}.`);
    }
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
    await this.#http.close();
  }
}
