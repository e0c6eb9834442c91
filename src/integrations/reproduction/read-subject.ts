import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { GraphqlClient } from '../client/graphql-client.js';

/** A file, as the API answers it. */
export interface SubjectFile {
  readonly path: string;
  readonly uri: string;
  readonly digest: string | null;
  readonly sizeBytes: number | null;
}

/** A package, as the API answers it. */
export interface SubjectPackage {
  readonly manager: string;
  readonly name: string;
  readonly version: string | null;
}

/** All that is known of a model version that is to be rebuilt. */
export interface Subject {
  readonly ref: string;
  readonly digest: string;
  readonly manifest: unknown;
  readonly config: unknown;
  readonly tags: Readonly<Record<string, string>>;
  readonly code: {
    readonly repository: string | null;
    readonly commit: string;
    readonly path: string | null;
    readonly dirty: boolean;
  } | null;
  readonly artifacts: readonly SubjectFile[];
  readonly datasets: readonly {
    readonly role: string;
    readonly datasetVersion: { readonly ref: string; readonly digest: string; readonly files: readonly SubjectFile[] };
  }[];
  readonly environment: {
    readonly ref: string;
    readonly digest: string;
    readonly image: string | null;
    readonly os: string | null;
    readonly seed: number | null;
    readonly variables: readonly string[];
    readonly runtime: { readonly name: string; readonly version: string } | null;
    readonly packages: readonly SubjectPackage[];
    readonly lock: { readonly path: string; readonly digest: string } | null;
  } | null;
  readonly run: {
    readonly ref: string;
    readonly digest: string | null;
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly tags: Readonly<Record<string, string>>;
  } | null;
  readonly reproducibility: { readonly verdict: string; readonly missing: readonly string[] };
}

/**
 * Asks for a version with all it rests on, in one request.
 * @throws {PedigraphError} NOT_FOUND where there is none.
 */
export async function readSubject(client: GraphqlClient, ref: string): Promise<Subject> {
  const { modelVersion } = await client.query<{ modelVersion: Subject | null }>(SUBJECT, { ref });
  if (modelVersion !== null) return modelVersion;
  throw new PedigraphError('NOT_FOUND', `Expected ${JSON.stringify(ref)} to be a model version, but there is none.`);
}

const SUBJECT = `query ($ref: String!) {
  modelVersion(ref: $ref) {
    ref digest manifest config tags
    code { repository commit path dirty }
    artifacts { path uri digest sizeBytes }
    datasets { role datasetVersion { ref digest files { path uri digest sizeBytes } } }
    environment {
      ref digest image os seed variables runtime { name version } packages { manager name version }
      lock { path digest }
    }
    run { ref digest parameters tags }
    reproducibility { verdict missing }
  }
}`;
