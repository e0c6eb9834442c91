import { type HttpAnswer, whyNotAsked } from '#integrations/storage/guarded-http.js';
import { no, type Reached, type SoughtFile, sizeProblem, unknown, yes } from '#integrations/storage/reached.js';
import type { ImageReference } from './image-reference.js';
import type { OciRegistry } from './oci-registry.js';

/**
 * Asks a registry by HEAD whether it still has an image. What it has under a digest is that; a tag alone names whatever it
 * is moved to.
 */
export function reachImage(reference: ImageReference, registry: OciRegistry): Promise<Reached> {
  return reach(reference, null, (digest) => registry.manifest(reference, digest, 'HEAD'));
}

/** The same for a file: a layer, or what has a manifest. Of a layer that is asked for as a manifest some registries answer 500. */
export function reachLayer(reference: ImageReference, sought: SoughtFile, registry: OciRegistry): Promise<Reached> {
  return reach(reference, sought, async (digest) => {
    const asLayer = await registry.blob(reference, digest, 'HEAD');
    return asLayer.status === 404 ? registry.manifest(reference, digest, 'HEAD') : asLayer;
  });
}

async function reach(
  { digest }: ImageReference,
  sought: SoughtFile | null,
  ask: (digest: string) => Promise<HttpAnswer>,
): Promise<Reached> {
  if (digest === null) return unknown('It is named by a tag, which may have been moved: a digest would pin it.');
  try {
    const { status, headers } = await ask(digest);
    if (status === 404) return no('The registry has nothing of that digest.');
    if (status !== 200) return unknown(`The registry answered ${status}.`);
    const length = headers['content-length'];
    const problem = sought && sizeProblem(sought, length === undefined ? undefined : Number(length));
    return problem ?? yes('The registry has it.');
  } catch (error) {
    return unknown(whyNotAsked(error));
  }
}
