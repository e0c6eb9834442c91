// Written by npm run documents of search.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type SearchOrderBy =
  | 'RELEVANCE'
  | 'CREATED'
  | 'METRIC';

export type SearchDirection =
  | 'ASC'
  | 'DESC';

export type SearchFacetField =
  | 'KIND'
  | 'NAMESPACE'
  | 'STATUS'
  | 'ARCHITECTURE'
  | 'AUTHOR'
  | 'OWNER';

export type RunStatus =
  | 'RUNNING'
  | 'FINISHED'
  | 'FAILED'
  | 'KILLED';

export type ModelVersionStatus =
  | 'IN_REVIEW'
  | 'APPROVED'
  | 'REJECTED'
  | 'PRODUCTION'
  | 'ARCHIVED'
  | 'QUARANTINED';

export type SearchOrder = {
  readonly by?: SearchOrderBy;
  readonly metric?: string | null | undefined;
  readonly direction?: SearchDirection;
};

export type SearchQueryVariables = Exact<{
  query: string;
  orderBy?: SearchOrder | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchQuery = { readonly search: { readonly totalCount: number, readonly countsAreCapped: boolean, readonly orderedBy: SearchOrderBy, readonly nodes: ReadonlyArray<
      | { readonly __typename: 'ModelVersion', readonly id: string, readonly ref: string, readonly createdAt: string, readonly createdBy: string, readonly architecture: string | null, readonly modelStatus: ModelVersionStatus, readonly aliases: ReadonlyArray<{ readonly name: string }> }
      | { readonly __typename: 'Run', readonly id: string, readonly name: string, readonly createdAt: string, readonly createdBy: string, readonly runStatus: RunStatus, readonly experiment: { readonly displayName: string } }
      | { readonly __typename: 'DatasetVersion', readonly id: string, readonly ref: string, readonly createdAt: string, readonly createdBy: string, readonly rowCount: number | null, readonly license: string | null }
      | { readonly __typename: 'EnvironmentVersion', readonly id: string, readonly ref: string, readonly createdAt: string, readonly createdBy: string, readonly image: string | null }
      | { readonly __typename: 'Model', readonly id: string, readonly name: string, readonly displayName: string, readonly owners: ReadonlyArray<string>, readonly createdAt: string, readonly createdBy: string }
      | { readonly __typename: 'Dataset', readonly id: string, readonly name: string, readonly createdAt: string, readonly createdBy: string }
      | { readonly __typename: 'Experiment', readonly id: string, readonly name: string, readonly displayName: string, readonly createdAt: string, readonly createdBy: string }
     | null>, readonly facets: ReadonlyArray<{ readonly field: SearchFacetField, readonly values: ReadonlyArray<{ readonly value: string, readonly count: number }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

/** Search, as it is sent. */
export const SearchDocument: Document<SearchQuery, SearchQueryVariables> = {
  name: 'Search',
  hash: '1f19cc5baea5b18df59f978a3948c2ca4ea11e6362d35158dcf89cf01858d1a1',
  text: `query Search(\$query: String!, \$orderBy: SearchOrder, \$after: String) {
  search(query: \$query, orderBy: \$orderBy, first: 50, after: \$after) {
    totalCount
    countsAreCapped
    orderedBy
    nodes {
      __typename
      ... on ModelVersion {
        id
        ref
        createdAt
        createdBy
        modelStatus: status
        architecture
        aliases {
          name
        }
      }
      ... on DatasetVersion {
        id
        ref
        createdAt
        createdBy
        rowCount
        license
      }
      ... on EnvironmentVersion {
        id
        ref
        createdAt
        createdBy
        image
      }
      ... on Model {
        id
        name
        displayName
        owners
        createdAt
        createdBy
      }
      ... on Dataset {
        id
        name
        createdAt
        createdBy
      }
      ... on Experiment {
        id
        name
        displayName
        createdAt
        createdBy
      }
      ... on Run {
        id
        name
        createdAt
        createdBy
        runStatus: status
        experiment {
          displayName
        }
      }
    }
    facets {
      field
      values {
        value
        count
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};
