import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { type ImageReference, imageText } from './image-reference.js';
import type { OciRegistry } from './oci-registry.js';
import {
  type ImageIndex,
  type ImageManifest,
  readImageConfig,
  readImageManifest,
  unreadable,
} from './read-manifest.js';

/** An image whose tag was looked up. */
export interface ResolvedImage {
  /** `ghcr.io/acme/train:1.2@sha256:…`, with the digest of what the tag names: an index, where there are several platforms. */
  readonly image: string;
  /** `linux/amd64`; null where the image does not say it. */
  readonly platform: string | null;
  /** The digest of the image of that platform. */
  readonly platformDigest: string;
  /** What it was built from, by the labels `org.opencontainers.image.source` and `.revision`. */
  readonly source: string | null;
  readonly revision: string | null;
}

/** The platform of this machine, as images name it. */
const THIS_PLATFORM = `linux/${{ x64: 'amd64', ia32: '386', ppc64: 'ppc64le' }[process.arch as string] ?? process.arch}`;

const SOURCE = 'org.opencontainers.image.source';
const REVISION = 'org.opencontainers.image.revision';

/**
 * Looks up once what a tag names: whoever moves the tag afterwards moves it for others.
 * @param platform which image of several, such as `linux/arm64`, and what a single one has to be; null for any, and of several
 * that of this machine
 * @throws {PedigraphError} NOT_FOUND where there is none, or none of that platform; UNAVAILABLE where it cannot be asked.
 */
export async function resolveImage(
  reference: ImageReference,
  registry: OciRegistry,
  platform: string | null,
): Promise<ResolvedImage> {
  const named = await readImageManifest(reference, registry);
  const { content } = named;
  const of =
    content.kind === 'manifest'
      ? { digest: named.digest, manifest: content.manifest }
      : await imageOf(content.index, platform ?? THIS_PLATFORM, reference, registry);
  const { config, ...said } = await readImageConfig(reference, of.manifest, registry);
  const found =
    said.os && said.architecture
      ? platformName({ os: said.os, architecture: said.architecture, variant: said.variant })
      : null;
  if (platform !== null && found !== null && !isFor(platform, found)) throw onlyFor([found], platform, reference);
  const words = { ...annotationsOf(content), ...of.manifest.annotations, ...config?.Labels };
  return {
    image: imageText({ ...reference, digest: named.digest }),
    platform: found,
    platformDigest: of.digest,
    source: words[SOURCE] ? withoutCredentials(words[SOURCE]) : null,
    revision: words[REVISION] || null,
  };
}

async function imageOf(
  { manifests }: ImageIndex,
  platform: string,
  reference: ImageReference,
  registry: OciRegistry,
): Promise<{ digest: string; manifest: ImageManifest }> {
  const named = manifests.flatMap((one) => (one.platform ? [{ ...one, name: platformName(one.platform) }] : []));
  const found = named.find(({ name }) => name === platform) ?? named.find(({ name }) => isFor(platform, name));
  if (found === undefined)
    throw onlyFor(
      named.map(({ name }) => name).filter((name) => !name.startsWith('unknown/')),
      platform,
      reference,
    );
  const { content } = await readImageManifest(reference, registry, found.digest);
  if (content.kind === 'index') throw unreadable(reference, `its image for ${platform} is an index in turn`);
  return { digest: found.digest, manifest: content.manifest };
}

/** Without a variant any is meant: linux/arm64 is linux/arm64/v8. */
function isFor(platform: string, found: string): boolean {
  return found === platform || found.startsWith(`${platform}/`) || platform.startsWith(`${found}/`);
}

function onlyFor(others: readonly string[], platform: string, reference: ImageReference): PedigraphError {
  return new PedigraphError(
    'NOT_FOUND',
    `Expected ${imageText(reference)} for ${platform}, but it is there for ${others.join(', ') || 'no platform'} alone.`,
  );
}

function platformName({ os, architecture, variant }: NonNullable<ImageIndex['manifests'][number]['platform']>): string {
  return [os, architecture, ...(variant ? [variant] : [])].join('/');
}

function annotationsOf(content: { readonly index: ImageIndex } | { readonly manifest: ImageManifest }) {
  return 'index' in content ? content.index.annotations : content.manifest.annotations;
}
