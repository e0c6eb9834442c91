import * as z from 'zod';
import { type HttpAnswer, whyNotAsked } from '#integrations/storage/guarded-http.js';
import { sha256 } from '#platform/digest/digest.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type ImageReference, imageText } from './image-reference.js';
import type { OciRegistry } from './oci-registry.js';

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const words = z.record(z.string(), z.string()).nullish();
const descriptor = z.object({
  mediaType: z.string(),
  digest,
  size: z.number().int().min(0),
  annotations: words,
  platform: z.object({ os: z.string(), architecture: z.string(), variant: z.string().nullish() }).nullish(),
});
const index = z.object({ manifests: z.array(descriptor).max(1_000), annotations: words });
const manifest = z.object({
  artifactType: z.string().nullish(),
  config: descriptor,
  layers: z.array(descriptor).max(10_000),
  annotations: words,
});
const config = z.object({
  os: z.string().nullish(),
  architecture: z.string().nullish(),
  variant: z.string().nullish(),
  config: z.object({ Labels: words }).nullish(),
});

/** What a digest names in a registry. */
export type Descriptor = z.infer<typeof descriptor>;
/** One image or artifact: what it is made of. */
export type ImageManifest = z.infer<typeof manifest>;
/** Several, by platform. */
export type ImageIndex = z.infer<typeof index>;
/** What an image says of itself. */
export type ImageConfig = z.infer<typeof config>;

/** What a tag or a digest led to. */
export interface ReadManifest {
  /** Of the bytes that the registry answered. */
  readonly digest: string;
  readonly content:
    | { readonly kind: 'index'; readonly index: ImageIndex }
    | { readonly kind: 'manifest'; readonly manifest: ImageManifest };
}

/**
 * Asks a registry for what a tag or a digest names.
 * @param name the digest of one of an index; that of the reference where left out
 * @throws {PedigraphError} NOT_FOUND where it has none, UNAVAILABLE where it does not show it, or answers what it should not.
 */
export async function readImageManifest(
  reference: ImageReference,
  registry: OciRegistry,
  name: string = reference.digest ?? reference.tag ?? 'latest',
): Promise<ReadManifest> {
  const body = await bodyOf(registry.manifest(reference, name, 'GET'), reference, name);
  const value: unknown = asJson(body, reference);
  const asIndex = index.safeParse(value);
  if (asIndex.success) return { digest: sha256(body), content: { kind: 'index', index: asIndex.data } };
  const asManifest = manifest.safeParse(value);
  if (asManifest.success) return { digest: sha256(body), content: { kind: 'manifest', manifest: asManifest.data } };
  throw unreadable(reference, 'what it answered is neither an image nor an index of OCI or of Docker');
}

/** What an image says of itself: its platform and its labels. @throws {PedigraphError} as above. */
export async function readImageConfig(
  reference: ImageReference,
  { config: { digest: name } }: ImageManifest,
  registry: OciRegistry,
): Promise<ImageConfig> {
  const body = await bodyOf(registry.blob(reference, name, 'GET'), reference, name);
  const read = config.safeParse(asJson(body, reference));
  if (read.success) return read.data;
  throw unreadable(reference, `its configuration ${name} is none of an image`);
}

async function bodyOf(asked: Promise<HttpAnswer>, reference: ImageReference, name: string): Promise<Buffer> {
  const { status, body } = await asked.catch((error) => {
    throw new PedigraphError('UNAVAILABLE', `${imageText(reference)} could not be read. ${whyNotAsked(error)}`);
  });
  if (status === 404)
    throw new PedigraphError('NOT_FOUND', `Expected ${imageText(reference)} in its registry, but there is no ${name}.`);
  if (status === 401 || status === 403)
    throw unreadable(reference, `the registry answered ${status}: sign in with docker login, which writes config.json`);
  if (status !== 200) throw unreadable(reference, `the registry answered ${status}`);
  if (name.startsWith('sha256:') && sha256(body) !== name)
    throw unreadable(reference, `the registry answered other bytes for ${name}`);
  return body;
}

function asJson(body: Buffer, reference: ImageReference): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw unreadable(reference, 'what it answered is no JSON');
  }
}

/** @param why half a sentence */
export function unreadable(reference: ImageReference, why: string): PedigraphError {
  return new PedigraphError('UNAVAILABLE', `${imageText(reference)} could not be read: ${why}.`);
}
