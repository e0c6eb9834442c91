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


export type EnvironmentVersionQuery = { readonly environmentVersion: { readonly id: string, readonly ref: string, readonly version: string, readonly digest: string, readonly description: string | null, readonly createdAt: string, readonly createdBy: string, readonly image: string | null, readonly os: string | null, readonly hardware: string | null, readonly seed: number | null, readonly variables: ReadonlyArray<string>, readonly runtime: { readonly name: string, readonly version: string } | null, readonly lock: { readonly path: string, readonly digest: string } | null, readonly packages: ReadonlyArray<{ readonly manager: string, readonly name: string, readonly version: string | null }>, readonly environment: { readonly name: string, readonly versions: { readonly nodes: ReadonlyArray<{ readonly ref: string, readonly packages: ReadonlyArray<{ readonly manager: string, readonly name: string, readonly version: string | null }> }> } }, readonly downstream: { readonly complete: boolean, readonly incompleteReason: string | null, readonly redacted: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean, readonly createdAt: string | null }> } | null } | null };

/** EnvironmentVersion, as it is sent. */
export const EnvironmentVersionDocument: Document<EnvironmentVersionQuery, EnvironmentVersionQueryVariables> = {
  name: 'EnvironmentVersion',
  hash: '3825f3d291e9170d3307ddb90ac5f2f29785bdd0b4fc6b2e3c38c4639c22ddf2',
  text: `query EnvironmentVersion(\$ref: String!, \$asOf: DateTime) {
  environmentVersion(ref: \$ref) {
    id
    ref
    version
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
      versions(first: 20) {
        nodes {
          ref
          packages {
            manager
            name
            version
          }
        }
      }
    }
    downstream: lineage(direction: DOWNSTREAM, first: 60, asOf: \$asOf) {
      complete
      incompleteReason
      redacted
      nodes {
        id
        ref
        kind
        depth
        redacted
        createdAt
      }
    }
  }
}`,
};
