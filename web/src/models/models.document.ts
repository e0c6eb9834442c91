// Written by npm run documents of models.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ArchivedFilter =
  | 'ACTIVE'
  | 'ARCHIVED'
  | 'ALL';

export type OrderDirection =
  | 'ASC'
  | 'DESC';

export type TagOperator =
  | 'EQ'
  | 'NE'
  | 'LIKE'
  | 'ILIKE'
  | 'IS_NULL'
  | 'IS_NOT_NULL';

export type ModelOrderField =
  | 'DISPLAY_NAME'
  | 'NAME'
  | 'CREATED_AT'
  | 'UPDATED_AT';

export type ModelVersionStatus =
  | 'IN_REVIEW'
  | 'APPROVED'
  | 'REJECTED'
  | 'PRODUCTION'
  | 'ARCHIVED'
  | 'QUARANTINED';

export type TagCondition = {
  readonly key: string;
  readonly operator?: TagOperator;
  readonly value?: string | null | undefined;
};

export type ModelFilter = {
  readonly namespace?: string | null | undefined;
  readonly displayName?: string | null | undefined;
  readonly displayNameLike?: string | null | undefined;
  readonly displayNameILike?: string | null | undefined;
  readonly tags?: ReadonlyArray<TagCondition>;
  readonly archived?: ArchivedFilter;
  readonly query?: string | null | undefined;
  readonly hasAlias?: string | null | undefined;
  readonly owner?: string | null | undefined;
};

export type ModelOrder = {
  readonly field: ModelOrderField;
  readonly direction?: OrderDirection;
};

export type ModelsQueryVariables = Exact<{
  filter?: ModelFilter | null | undefined;
  orderBy?: ReadonlyArray<ModelOrder> | ModelOrder | null | undefined;
  after?: string | null | undefined;
  asOf?: string | null | undefined;
}>;


export type ModelsQuery = { readonly models: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly displayName: string, readonly owners: ReadonlyArray<string>, readonly updatedAt: string, readonly archivedAt: string | null, readonly aliases: ReadonlyArray<{ readonly name: string, readonly modelVersion: { readonly ref: string, readonly version: string } }>, readonly latest: { readonly ref: string, readonly version: string, readonly status: ModelVersionStatus } | null, readonly versions: { readonly totalCount: number } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

/** Models, as it is sent. */
export const ModelsDocument: Document<ModelsQuery, ModelsQueryVariables> = {
  name: 'Models',
  hash: 'e264240659e43991021da2173fad0c96b05354f0e78b6ade4315bb8f4e0c3346',
  text: `query Models(\$filter: ModelFilter, \$orderBy: [ModelOrder!], \$after: String, \$asOf: DateTime) {
  models(first: 50, filter: \$filter, orderBy: \$orderBy, after: \$after) {
    totalCount
    nodes {
      id
      name
      displayName(asOf: \$asOf)
      owners(asOf: \$asOf)
      updatedAt
      archivedAt
      aliases(asOf: \$asOf) {
        name
        modelVersion {
          ref
          version
        }
      }
      latest {
        ref
        version
        status(asOf: \$asOf)
      }
      versions(first: 1) {
        totalCount
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};
