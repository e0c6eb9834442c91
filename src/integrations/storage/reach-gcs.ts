import type { Environment } from '#integrations/git/git-reader.js';
import { GuardedHttp, type HttpAnswer, whyNotAsked } from './guarded-http.js';
import type { Location } from './location.js';
import { no, type Reached, type SoughtFile, sizeProblem, unknown, yes } from './reached.js';

const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_only';

/**
 * Buckets of Google Cloud Storage, by its JSON API; at `STORAGE_EMULATOR_HOST` where the environment names one. With the token
 * in `GOOGLE_OAUTH_ACCESS_TOKEN`, else with Google's application default credentials, else as anybody.
 */
export class GcsReach implements AsyncDisposable {
  readonly #endpoint: string;
  readonly #env: Environment;
  /** Whoever runs it names the endpoint, which may be of their own network. */
  readonly #http = new GuardedHttp(true);
  #token: Promise<string | null> | undefined;

  constructor(env: Environment) {
    const named = env['STORAGE_EMULATOR_HOST'];
    this.#endpoint = named === undefined ? 'https://storage.googleapis.com' : withScheme(named);
    this.#env = env;
  }

  /** Asks for an object's metadata. What the bucket has of its bytes, CRC32C and MD5, is not compared with a SHA-256. */
  async reach(location: Location & { kind: 'gcs' }, sought: SoughtFile): Promise<Reached> {
    try {
      const { status, body } = await this.#ask(location, 'size');
      if (status === 404) return no('The bucket has no such object.');
      if (status !== 200) return unknown(`The bucket answered ${status}.`);
      const { size } = JSON.parse(body.toString('utf8')) as { readonly size?: string };
      return (
        sizeProblem(sought, size === undefined ? undefined : Number(size)) ??
        yes('The bucket has it; its bytes were not read.')
      );
    } catch (error) {
      return unknown(whyNotAsked(error));
    }
  }

  /**
   * `md5:…` that a bucket has of an object; null where it has none, as of one that was composed of others.
   * @throws where the bucket does not answer with it.
   */
  async digestOf(location: Location & { kind: 'gcs' }): Promise<string | null> {
    const { status, body } = await this.#ask(location, 'md5Hash');
    if (status !== 200) throw new Error(`The bucket answered ${status}.`);
    const { md5Hash } = JSON.parse(body.toString('utf8')) as { readonly md5Hash?: string };
    return md5Hash === undefined ? null : `md5:${Buffer.from(md5Hash, 'base64').toString('hex')}`;
  }

  async #ask({ bucket, object, generation }: Location & { kind: 'gcs' }, field: string): Promise<HttpAnswer> {
    const url = new URL(`${this.#endpoint}/storage/v1/b/${encodeURIComponent(bucket)}/o/${encodeURIComponent(object)}`);
    url.searchParams.set('fields', field);
    if (generation !== null) url.searchParams.set('generation', generation);
    this.#token ??= this.#tokenOf();
    const token = await this.#token;
    const headers = token === null ? {} : { authorization: `Bearer ${token}` };
    return this.#http.ask(url.href, { method: 'GET', headers });
  }

  async #tokenOf(): Promise<string | null> {
    const given = this.#env['GOOGLE_OAUTH_ACCESS_TOKEN'];
    if (given !== undefined) return given;
    // An emulator asks for nothing, and is shown nothing.
    if (this.#env['STORAGE_EMULATOR_HOST'] !== undefined) return null;
    const { GoogleAuth } = await import('google-auth-library');
    const credentials = new GoogleAuth({ scopes: SCOPE });
    return credentials.getAccessToken().then(
      (token) => token ?? null,
      () => null,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#http[Symbol.asyncDispose]();
  }
}

function withScheme(host: string): string {
  return (host.includes('://') ? host : `http://${host}`).replace(/\/$/, '');
}
