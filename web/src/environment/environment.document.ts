// Written by npm run documents of environment.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type EnvironmentQueryVariables = Exact<{
  name: string;
  after?: string | null | undefined;
}>;


export type EnvironmentQuery = { readonly environment: { readonly versions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly ref: string, readonly version: string, readonly createdAt: string, readonly createdBy: string, readonly image: string | null, readonly description: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

/** Environment, as it is sent. */
export const EnvironmentDocument: Document<EnvironmentQuery, EnvironmentQueryVariables> = {
  name: 'Environment',
  hash: '928eb321046065575536acb13c08a0ecad6038d2976f847a2ff1511ffacd52d0',
  text: `query Environment(\$name: String!, \$after: String) {
  environment(name: \$name) {
    versions(first: 50, after: \$after) {
      totalCount
      nodes {
        ref
        version
        createdAt
        createdBy
        image
        description
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}`,
};
