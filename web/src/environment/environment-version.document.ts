// Written by npm run documents of environment-version.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type LineageKind =
  | 'MODEL_VERSION'
  | 'DATASET_VERSION'
  | 'COLUMN'
  | 'ENVIRONMENT_VERSION'
  | 'RUN'
  | 'LOGGED_MODEL'
  | 'DEPLOYMENT';

export type EnvironmentVersionQueryVariables = Exact<{
  ref: string;
  asOf?: string | null | undefined;
}>;


export type EnvironmentVersionQuery = { readonly environmentVersion: { readonly ref: string, readonly digest: string, readonly description: string | null, readonly createdAt: string, readonly createdBy: string, readonly image: string | null, readonly os: string | null, readonly hardware: string | null, readonly seed: number | null, readonly variables: ReadonlyArray<string>, readonly runtime: { readonly name: string, readonly version: string } | null, readonly lock: { readonly path: string, readonly digest: string } | null, readonly packages: ReadonlyArray<{ readonly manager: string, readonly name: string, readonly version: string | null }>, readonly environment: { readonly name: string, readonly versions: { readonly nodes: ReadonlyArray<{ readonly ref: string }> } }, readonly downstream: { readonly complete: boolean, readonly incompleteReason: string | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean }> } | null } | null };

/** EnvironmentVersion, as it is sent. */
export const EnvironmentVersionDocument: Document<EnvironmentVersionQuery, EnvironmentVersionQueryVariables> = {
  name: 'EnvironmentVersion',
  hash: '2a2583691464d47b959b44ca3f0792d42d81b73a69620a563e18c413a7b03d24',
  text: `query EnvironmentVersion(\$ref: String!, \$asOf: DateTime) {
  environmentVersion(ref: \$ref) {
    ref
    digest
    description
    createdAt
    createdBy
    image
    os
    hardware
    seed
    variables
    runtime {
      name
      version
    }
    lock {
      path
      digest
    }
    packages {
      manager
      name
      version
    }
    environment {
      name
      versions(first: 100) {
        nodes {
          ref
        }
      }
    }
    downstream: lineage(direction: DOWNSTREAM, first: 60, asOf: \$asOf) {
      complete
      incompleteReason
      nodes {
        id
        ref
        kind
        depth
        redacted
      }
    }
  }
}`,
};
