// Written by npm run documents of search.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What a search can find. */
export type SearchKind =
  /** A version of a model. */
  | 'MODEL_VERSION'
  /** A run of an experiment. */
  | 'RUN'
  /** A version of a dataset. */
  | 'DATASET_VERSION'
  /** A version of an environment. */
  | 'ENVIRONMENT_VERSION';

/** What the results of a search stand in order of. */
export type SearchOrderBy =
  /** How well they answer to the words of the query; without words, when they were recorded. */
  | 'RELEVANCE'
  /** When they were recorded. */
  | 'CREATED'
  /** The last value of a metric, `Infinity` and `-Infinity` as the greatest and the least; NaN comes last in either direction, and what does not have the metric is left out. */
  | 'METRIC';

/** Which end of an order comes first. */
export type SearchDirection =
  /** The lowest, the oldest. */
  | 'ASC'
  /** The highest, the newest, the most relevant. */
  | 'DESC';

/** What the results of a search are counted by: fields of the grammar. */
export type SearchFacetField =
  /** What they are: `kind`. */
  | 'KIND'
  /** The namespace they are in: `namespace`. */
  | 'NAMESPACE'
  /** Their status: `status`. */
  | 'STATUS'
  /** The architecture of model versions: `architecture`. */
  | 'ARCHITECTURE'
  /** Who registered them: `author`. */
  | 'AUTHOR';

/** Where a run stands. Whatever ended is sealed. */
export type RunStatus =
  /** Open: it takes parameters and metrics. */
  | 'RUNNING'
  /** It ended as it should. */
  | 'FINISHED'
  /** It ended with an error. */
  | 'FAILED'
  /** It was stopped from outside. */
  | 'KILLED';

/** Where a model version stands in its life. The version itself never changes; its status is a fact beside it. */
export type ModelVersionStatus =
  /** Registered and not yet judged; every version begins here. */
  | 'IN_REVIEW'
  /** Judged fit to be used. */
  | 'APPROVED'
  /** Judged unfit to be used. */
  | 'REJECTED'
  /** In use: the one version that the alias `production` points to. */
  | 'PRODUCTION'
  /** No longer in use; still there to be read. */
  | 'ARCHIVED'
  /** Suspected to be harmful, such as through bad data; not to be used until cleared. */
  | 'QUARANTINED';

/** What results stand in order of. */
export type SearchOrder = {
  /** What counts. */
  readonly by?: SearchOrderBy;
  /** Which metric, where a metric counts: `auc`. */
  readonly metric?: string | null | undefined;
  /** Which end comes first. */
  readonly direction?: SearchDirection;
};

export type SearchQueryVariables = Exact<{
  query: string;
  kinds?: ReadonlyArray<SearchKind> | SearchKind | null | undefined;
  orderBy?: SearchOrder | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchQuery = { readonly search: { readonly totalCount: number, readonly countsAreCapped: boolean, readonly orderedBy: SearchOrderBy, readonly nodes: ReadonlyArray<
      | { readonly __typename: 'ModelVersion', readonly id: string, readonly ref: string, readonly createdAt: string, readonly createdBy: string, readonly architecture: string | null, readonly modelStatus: ModelVersionStatus, readonly aliases: ReadonlyArray<{ readonly name: string }> }
      | { readonly __typename: 'Run', readonly id: string, readonly name: string, readonly createdAt: string, readonly createdBy: string, readonly runStatus: RunStatus, readonly experiment: { readonly name: string, readonly displayName: string } }
      | { readonly __typename: 'DatasetVersion', readonly id: string, readonly ref: string, readonly createdAt: string, readonly createdBy: string, readonly rowCount: number | null, readonly license: string | null }
      | { readonly __typename: 'EnvironmentVersion', readonly id: string, readonly ref: string, readonly createdAt: string, readonly createdBy: string, readonly image: string | null }
     | null>, readonly facets: ReadonlyArray<{ readonly field: SearchFacetField, readonly values: ReadonlyArray<{ readonly value: string, readonly count: number }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

/** Search, as it is sent. */
export const SearchDocument: Document<SearchQuery, SearchQueryVariables> = {
  name: 'Search',
  hash: 'c1a397e4f39de4b3ca7ef7105597d95df9d2998aa85b8d3433731e2a96737069',
  text: `query Search(\$query: String!, \$kinds: [SearchKind!], \$orderBy: SearchOrder, \$after: String) {
  search(
    query: \$query
    kinds: \$kinds
    orderBy: \$orderBy
    first: 50
    after: \$after
  ) {
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
      ... on Run {
        id
        name
        createdAt
        createdBy
        runStatus: status
        experiment {
          name
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
