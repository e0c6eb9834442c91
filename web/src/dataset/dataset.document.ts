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


export type DatasetQuery = { readonly dataset: { readonly id: string, readonly name: string, readonly createdAt: string, readonly createdBy: string, readonly versions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly ref: string, readonly version: string, readonly createdAt: string, readonly createdBy: string, readonly rowCount: number | null, readonly license: string | null, readonly description: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

/** Dataset, as it is sent. */
export const DatasetDocument: Document<DatasetQuery, DatasetQueryVariables> = {
  name: 'Dataset',
  hash: 'c9c5f91ede6b4a7ebddbfe59db53f99ef9c6919ae45e6260a8a94f6f241a12db',
  text: `query Dataset(\$name: String!, \$after: String) {
  dataset(name: \$name) {
    id
    name
    createdAt
    createdBy
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
