// Written by npm run documents of dataset.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type DatasetQueryVariables = Exact<{
  name: string;
  after?: string | null | undefined;
}>;


export type DatasetQuery = { readonly dataset: { readonly versions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly ref: string, readonly version: string, readonly createdAt: string, readonly createdBy: string, readonly rowCount: number | null, readonly license: string | null, readonly description: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

/** Dataset, as it is sent. */
export const DatasetDocument: Document<DatasetQuery, DatasetQueryVariables> = {
  name: 'Dataset',
  hash: 'd6d70a2053d8ec4929e47acefa9e68ea865c89126038b9da749ae1451de54745',
  text: `query Dataset(\$name: String!, \$after: String) {
  dataset(name: \$name) {
    versions(first: 50, after: \$after) {
      totalCount
      nodes {
        ref
        version
        createdAt
        createdBy
        rowCount
        license
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
