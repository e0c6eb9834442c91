import { type ArtifactStore, createArtifactStore } from './artifact-store.js';
import { createFolderObjects } from './folder-objects.js';

/** Where artifacts lie and how large they may be. */
export interface ArtifactSettings {
  /** A folder, or `s3://bucket/prefix`. */
  readonly place: string;
  readonly maxBytes: number;
  /** The region of a bucket. */
  readonly region: string;
  /** How long an upload that a client sends to a bucket itself may take, in milliseconds. */
  readonly uploadMs: number;
}

/** Opens the artifacts of a folder or a bucket; neither has to be asked before a file is. */
export async function openArtifacts({ place, maxBytes, region, uploadMs }: ArtifactSettings): Promise<ArtifactStore> {
  if (!place.startsWith('s3://')) return createArtifactStore(createFolderObjects(place), maxBytes);
  // The SDK is loaded where there is a bucket alone.
  const { createS3Objects } = await import('./s3-objects.js');
  return createArtifactStore(createS3Objects(new URL(place), { region, uploadMs }), maxBytes);
}
