import type { Environment } from '#integrations/git/git-reader.js';
import type { GuardedHttp, HttpAnswer, Question } from '#integrations/storage/guarded-http.js';
import { hostOf } from '#integrations/storage/private-address.js';
import type { ImageReference } from './image-reference.js';
import { readChallenge } from './read-challenge.js';
import { registryCredentials } from './registry-credentials.js';

type Place = Pick<ImageReference, 'registry' | 'repository'>;

/** What a manifest may be, images and indexes of OCI and of Docker. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** So often a blob may be said to be elsewhere: registries send to the store behind them. */
const MOST_REDIRECTS = 3;

/**
 * Registries by the distribution API of OCI, with the credentials of whoever runs it. They are shown to the registry, and to
 * whom it names for tokens, and to nobody a blob is sent to. By https, but for this machine, as Docker does.
 */
export class OciRegistry {
  readonly #http: GuardedHttp;
  readonly #env: Environment;
  /** The header `Authorization` of a repository, once the registry asked for one. */
  readonly #authorizations = new Map<string, string>();

  constructor(http: GuardedHttp, env: Environment) {
    this.#http = http;
    this.#env = env;
  }

  /** @param name a tag or a digest */
  manifest(place: Place, name: string, method: Question['method']): Promise<HttpAnswer> {
    return this.#ask(place, `manifests/${name}`, method, { accept: MANIFESTS });
  }

  async blob(place: Place, digest: string, method: Question['method']): Promise<HttpAnswer> {
    let answer = await this.#ask(place, `blobs/${digest}`, method);
    let from = urlOf(place, `blobs/${digest}`);
    for (let times = 0; times < MOST_REDIRECTS && isRedirect(answer); times++) {
      const to = new URL(answer.headers.location ?? '', from);
      if (to.protocol !== 'https:' && to.origin !== new URL(from).origin) break;
      from = to.href;
      answer = await this.#http.ask(from, { method });
    }
    return answer;
  }

  async #ask(
    place: Place,
    path: string,
    method: Question['method'],
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HttpAnswer> {
    const url = urlOf(place, path);
    const key = `${place.registry}/${place.repository}`;
    const known = this.#authorizations.get(key);
    const answer = await this.#http.ask(url, {
      method,
      headers: { ...headers, ...(known !== undefined && { authorization: known }) },
    });
    if (answer.status !== 401 || known !== undefined) return answer;
    const authorization = await this.#authorizationFor(place, String(answer.headers['www-authenticate'] ?? ''));
    if (authorization === null) return answer;
    this.#authorizations.set(key, authorization);
    return this.#http.ask(url, { method, headers: { ...headers, authorization } });
  }

  /** What a registry wants to be shown: the credentials themselves, or a token that somebody gives for them or for none. */
  async #authorizationFor({ registry, repository }: Place, header: string): Promise<string | null> {
    const challenge = readChallenge(header);
    const credentials = await registryCredentials(registry, this.#env);
    const basic = credentials === null ? null : `Basic ${credentials}`;
    if (challenge?.scheme === 'basic') return basic;
    const { realm, service } = challenge?.parameters ?? {};
    if (challenge?.scheme !== 'bearer' || realm === undefined || !URL.canParse(realm)) return null;
    const asked = new URL(realm);
    if (asked.protocol !== 'https:' && !isHere(asked.host)) return null;
    if (service !== undefined) asked.searchParams.set('service', service);
    asked.searchParams.set('scope', `repository:${repository}:pull`);
    const { status, body } = await this.#http.ask(asked.href, {
      method: 'GET',
      headers: basic === null ? {} : { authorization: basic },
    });
    if (status !== 200) return null;
    const { token, access_token = token } = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    return typeof access_token === 'string' && /^[\w.~+/=-]+$/.test(access_token) ? `Bearer ${access_token}` : null;
  }
}

function urlOf({ registry, repository }: Place, path: string): string {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  return `${isHere(host) ? 'http' : 'https'}://${host}/v2/${repository}/${path}`;
}

function isHere(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(hostOf(`http://${host}`));
}

function isRedirect({ status, headers }: HttpAnswer): boolean {
  return [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined;
}
