// Written by npm run documents of named-models.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type NamedModelsQueryVariables = Exact<{
  like: string;
}>;


export type NamedModelsQuery = { readonly models: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly displayName: string }> } };

/** NamedModels, as it is sent. */
export const NamedModelsDocument: Document<NamedModelsQuery, NamedModelsQueryVariables> = {
  name: 'NamedModels',
  hash: '5190a98a8d18dace77c23e40ba0f7e28b87f58606b2cd21316abf4702f60ef45',
  text: `query NamedModels(\$like: String!) {
  models(
    first: 8
    filter: {displayNameILike: \$like, archived: ALL}
    orderBy: [{field: UPDATED_AT, direction: DESC}]
  ) {
    nodes {
      id
      name
      displayName
    }
  }
}`,
};
