import type { Fields, SealedMember } from './members.js';

/** What a manifest names of another thing. */
export interface ManifestPin {
  readonly kind: SealedMember['kind'];
  /** Its ref, or of a run and a logged model its id; null where the exporter may not see it. */
  readonly key: string | null;
  /** Null where it had none when it was pinned, and where the manifest does not say. */
  readonly digest: string | null;
}

const LISTS = {
  datasets: 'dataset-version',
  inputs: 'dataset-version',
  derivedFrom: 'dataset-version',
  parents: 'model-version',
} as const;
const ONES = { environment: 'environment-version', run: 'run', loggedModel: 'logged-model' } as const;

interface Pinned {
  readonly ref?: string | null;
  readonly id?: string | null;
  readonly digest?: string | null;
}

/** The things that a manifest pins by their digest, in its order. */
export function pinsOf(manifest: Fields): readonly ManifestPin[] {
  const pin = (kind: ManifestPin['kind'], pinned: unknown): ManifestPin => {
    const { ref, id, digest = null } = (pinned ?? {}) as Pinned;
    return { kind, key: id ?? ref ?? null, digest };
  };
  return [
    ...Object.entries(LISTS).flatMap(([field, kind]) => {
      const list = manifest[field];
      return Array.isArray(list) ? list.map((pinned) => pin(kind, pinned)) : [];
    }),
    ...Object.entries(ONES).flatMap(([field, kind]) => {
      const pinned = manifest[field];
      // A logged model names the run that made it by its ref alone.
      return typeof pinned === 'object' && pinned !== null && 'digest' in pinned ? [pin(kind, pinned)] : [];
    }),
  ];
}
