import type { ArtifactStore } from '../artifacts/artifact-store.js';

/** What the facade is set to. */
export interface MlflowSettings {
  /** Where what MLflow's clients make is registered, unless a tag of its experiment says otherwise. */
  readonly namespace: string;
  /** Where files lie that clients upload; opened by the first call. @default none is taken */
  readonly artifacts?: (() => Promise<ArtifactStore>) | undefined;
  /** How long one of them may take to arrive, in milliseconds. @default as long as any request */
  readonly uploadMs?: number | undefined;
}
