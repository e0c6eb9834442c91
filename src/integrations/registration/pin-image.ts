import { parseImageReference } from '#integrations/oci/image-reference.js';
import type { OciRegistry } from '#integrations/oci/oci-registry.js';
import { type ResolvedImage, resolveImage } from '#integrations/oci/resolve-image.js';
import type { Provenance } from '#integrations/provenance/read-provenance.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Manifest } from './manifest.js';

/** What is registered, and where its code comes from. */
export interface Pinned {
  readonly manifest: Manifest;
  readonly provenance: Provenance;
}

/**
 * Looks up once what the tag of an environment's image names, and registers that digest. Where Git says of no commit, the one
 * that the image was built from is the code.
 * @param image the image; null for the one of the manifest
 * @throws {PedigraphError} BAD_USER_INPUT where there is no image or no environment for it; as `resolveImage`.
 */
export async function pinImage(
  { manifest, provenance }: Pinned,
  image: string | null,
  registry: OciRegistry,
  onNote: (note: string) => void,
): Promise<Pinned> {
  const { environment } = manifest;
  if (typeof environment !== 'object')
    throw refusal('the manifest to give an environment, whose image that is, but it gives none or a ref');
  const named = image ?? environment.image;
  const reference = named === undefined ? null : parseImageReference(named);
  if (reference === null)
    throw refusal(
      `an image such as ghcr.io/acme/train:1.2, but got ${named === undefined ? 'none' : JSON.stringify(named)}`,
    );
  const platform = /^linux\/\S+$/.test(environment.os ?? '') ? environment.os! : null;
  const found = await resolveImage(reference, registry, platform);
  onNote(`The image is ${found.image}; that of ${found.platform ?? 'its platform'} is ${found.platformDigest}.`);
  const os = environment.os ?? found.platform ?? undefined;
  return {
    manifest: { ...manifest, environment: { ...environment, image: found.image, os } },
    provenance: { ...provenance, code: codeOf(found, { manifest, provenance }, onNote) },
  };
}

function codeOf(
  { source, revision }: ResolvedImage,
  { manifest, provenance }: Pinned,
  onNote: (note: string) => void,
): Provenance['code'] {
  const known = manifest.code?.commit ?? provenance.code?.commit;
  if (revision === null || !/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(revision)) return provenance.code;
  if (known !== undefined) {
    if (known !== revision) onNote(`The image was built from ${revision}, and ${known} is recorded.`);
    return provenance.code;
  }
  onNote(`The code is commit ${revision}, by the label of the image.`);
  return { commit: revision, ...(source !== null && URL.canParse(source) && { repository: source }) };
}

function refusal(sentence: string): PedigraphError {
  return new PedigraphError('BAD_USER_INPUT', `Expected ${sentence}. Nothing was written.`);
}
