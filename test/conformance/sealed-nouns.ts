import 'reflect-metadata';
import type { Sealed } from '#platform/digest/digest.js';
import { hashOf } from '#platform/ledger/append-events.js';
import { sealDataset } from '#subgraphs/datasets/dataset-version/dataset-manifest.js';
import { sealEnvironment } from '#subgraphs/environments/environment-version/environment-manifest.js';
import { sealLoggedModel } from '#subgraphs/experiments/logged-model/logged-model-manifest.js';
import { sealRun } from '#subgraphs/experiments/run/run-manifest.js';
import { type ModelContent, sealModel } from '#subgraphs/models/model-version/content/model-manifest.js';

/** A fixed input, and what it is sealed as, for ever. */
export interface DigestVector {
  /** Whose digest: a key of `SEALED_NOUNS`, or `LedgerEvent`. */
  readonly noun: string;
  /** What this one shows that the others do not. */
  readonly shows: string;
  /** What is sealed, as JSON. */
  readonly input: object;
  /** The RFC 8785 text that the digest is taken over. */
  readonly manifest: string;
  readonly digest: string;
}

/** The content of a dataset version in the words of the manifest, which are not those of the API. */
interface DatasetOfVector {
  readonly rows: number | null;
}

/** How each noun seals the content that a vector holds: the functions that registering calls. */
export const SEALED_NOUNS: Readonly<Record<string, (content: never) => Promise<Sealed>>> = {
  ModelVersion: ({ externalVersion, ...content }: ModelContent & { readonly externalVersion?: string }) =>
    sealModel({ ...content, loggedModelPin: content.loggedModelPin ?? null }, externalVersion),
  DatasetVersion: ({ rows: rowCount, ...content }: DatasetOfVector) => sealDataset({ ...content, rowCount } as never),
  EnvironmentVersion: sealEnvironment,
  LoggedModel: sealLoggedModel,
  Run: (content: { readonly metrics: readonly { readonly value: number | string }[] }) =>
    sealRun({
      ...content,
      metrics: content.metrics.map((metric) => ({ ...metric, value: Number(metric.value) })),
    } as never),
};

/** The hash of a ledger event that a vector holds: its moment is a text there. */
export function hashOfVector(row: { readonly at: string }): string {
  return hashOf({ ...row, at: new Date(row.at) } as never);
}
