import { createHash } from 'node:crypto';
import type { SealedPin } from '#platform/ports/resolve-pins.js';
import type { InputPin } from '../added-input/input-pin.js';

/** What a logged model was measured on: in words, and pinned where these are of a dataset version that is known. */
export interface MeasuredDataset {
  readonly name: string | null;
  readonly digest: string | null;
  readonly pin: SealedPin | null;
}

/** What a point has that says on nothing. */
export const NO_DATASET: MeasuredDataset = { name: null, digest: null, pin: null };

/** What a pinned dataset version is called: by the tool it comes from, where it comes from one. */
export function datasetOfPin({ id, ref, digest, externalName, externalDigest }: InputPin): MeasuredDataset {
  return {
    name: externalName ?? ref.slice(0, ref.indexOf('@')),
    digest: externalDigest ?? digest,
    pin: { id, ref, digest },
  };
}

/** Stands for a dataset among the points of a key: the names themselves may be too long for an index. */
export function keyOfDataset({ name, digest, pin }: MeasuredDataset): string {
  if (name === null && digest === null && pin === null) return '';
  return createHash('sha256')
    .update(JSON.stringify([name, digest, pin?.id ?? null]))
    .digest('base64url');
}
