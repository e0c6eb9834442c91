import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type ImageReference, imageText } from './image-reference.js';
import type { OciRegistry } from './oci-registry.js';
import { type Descriptor, readImageManifest } from './read-manifest.js';

/** A file of an artifact, as the API takes files. */
export interface ArtifactFile {
  readonly path: string;
  /** `oci://ghcr.io/acme/fraud@sha256:…`, of its own digest. */
  readonly uri: string;
  readonly digest: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
}

/** What names the path of a layer, by ModelPack, by its forerunner, and by ORAS. */
const PATHS = ['org.cncf.model.filepath', 'org.cnai.model.filepath', 'org.opencontainers.image.title'];

/**
 * The files of a model that lies in a registry: of ModelPack, or any artifact whose layers name their paths. A file is its
 * layer, so its digest is that of the archive where the layer is one, which its media type says.
 * @throws {PedigraphError} BAD_USER_INPUT where the layers are of an image, or name no paths within it; else as `resolveImage`.
 */
export async function artifactFiles(reference: ImageReference, registry: OciRegistry): Promise<ArtifactFile[]> {
  const { content } = await readImageManifest(reference, registry);
  const name = imageText(reference);
  if (content.kind === 'index') throw refusal(name, 'it is an index of several: name one of them by its digest');
  const files = content.manifest.layers.map((layer) => ({
    path: pathOf(layer, name),
    uri: `oci://${imageText({ ...reference, tag: null, digest: layer.digest })}`,
    ...{ digest: layer.digest, sizeBytes: layer.size, mediaType: layer.mediaType },
  }));
  const twice = files.find(({ path }, at) => files.findIndex((other) => other.path === path) !== at);
  if (twice !== undefined) throw refusal(name, `two of its layers are ${JSON.stringify(twice.path)}`);
  return files;
}

function pathOf({ annotations, digest }: Descriptor, name: string): string {
  const path = PATHS.map((key) => annotations?.[key]).find((given) => given !== undefined);
  if (path === undefined) throw refusal(name, `its layer ${digest} names no path, as those of images do not`);
  const plain = path.replace(/^\.\//, '');
  if (plain !== '' && !plain.startsWith('/') && !/[\\\0]/.test(plain) && !plain.split('/').includes('..')) return plain;
  throw refusal(name, `its layer ${digest} names the path ${JSON.stringify(path)}, which leads out of it`);
}

function refusal(name: string, why: string): PedigraphError {
  return new PedigraphError(
    'BAD_USER_INPUT',
    `Expected ${name} to be a model of files, but ${why}. Nothing was written.`,
  );
}
