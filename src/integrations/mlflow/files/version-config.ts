import type { MlmodelDescription } from './read-mlmodel.js';

/** The most bytes of a configuration; it holds the signature, which may name thousands of columns. */
export const MOST_CONFIG_BYTES = 900_000;

/** What a version's configuration holds. */
export interface VersionConfig {
  readonly config: Readonly<Record<string, unknown>>;
  /** Whether flavours and signature are in it; false where they are larger than a configuration may be. */
  readonly isWhole: boolean;
}

/**
 * The configuration of a version: what MLflow records of it, and what its `MLmodel` declares. Its number is no part of
 * it: two numbers for one model are one content.
 */
export function versionConfig(mlflow: object, described: MlmodelDescription | null): VersionConfig {
  const { flavors, signature } = described ?? {};
  const config = { mlflow, ...(flavors ? { flavors } : {}), ...(signature ? { signature } : {}) };
  const isWhole = Buffer.byteLength(JSON.stringify(config)) <= MOST_CONFIG_BYTES;
  return { config: isWhole ? config : { mlflow }, isWhole };
}
