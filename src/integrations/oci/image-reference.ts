/** An image or another artifact of a registry, by tag, by digest, or by both. */
export interface ImageReference {
  /** Host and port, as Docker writes them: `docker.io`, `ghcr.io`, `127.0.0.1:5000`. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  /** `sha256:…`; null where only the tag says which. */
  readonly digest: string | null;
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^(?:(?<host>\\[[0-9a-f:]+\\](?::\\d+)?|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\\d+)?)/)?(?<name>${COMPONENT}(?:/${COMPONENT})*)` +
    '(?::(?<tag>[\\w][\\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$',
  'i',
);

/** Longer than that is no reference. */
const MAX_LENGTH = 500;

/** Reads a reference as Docker does: without a host it is Docker Hub's, without tag and digest `latest`. Null for no reference. */
export function parseImageReference(text: string): ImageReference | null {
  const given = text.length > MAX_LENGTH ? undefined : REFERENCE.exec(text)?.groups;
  const name = given?.['name'];
  if (given === undefined || name === undefined) return null;
  const { host } = given;
  // A first part without a dot, a port or that name is none of a host, but of the repository.
  const isHost = host !== undefined && (/[.:]/.test(host) || host === 'localhost');
  const path = isHost || host === undefined ? name : `${host}/${name}`;
  if (path !== path.toLowerCase()) return null;
  const registry = isHost ? host.toLowerCase() : 'docker.io';
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  const digest = given['digest']?.toLowerCase() ?? null;
  return { registry, repository, tag: given['tag'] ?? (digest === null ? 'latest' : null), digest };
}

/** The one text of a reference: `ghcr.io/acme/train:1.2@sha256:…`. */
export function imageText({ registry, repository, tag, digest }: ImageReference): string {
  return `${registry}/${repository}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`;
}
