// Written by npm run documents of models.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Which things a list holds, by whether they are archived. */
export type ArchivedFilter =
  /** Those that are not archived. */
  | 'ACTIVE'
  /** Those that are archived. */
  | 'ARCHIVED'
  /** All of them. */
  | 'ALL';

/** Which end of an order comes first. */
export type OrderDirection =
  /** The lowest, the oldest, the first of the alphabet. */
  | 'ASC'
  /** The highest, the newest, the last of the alphabet. */
  | 'DESC';

/** How the value of a tag is compared. Only IS_NULL finds what does not have the tag. */
export type TagOperator =
  /** It is the value. */
  | 'EQ'
  /** It is there and another value. */
  | 'NE'
  /** It is like the pattern: `%` is any text and `_` any character; case counts. */
  | 'LIKE'
  /** The same where case does not count. */
  | 'ILIKE'
  /** There is no such tag. */
  | 'IS_NULL'
  /** There is such a tag, whatever its value. */
  | 'IS_NOT_NULL';

/** What models may be listed by. */
export type ModelOrderField =
  /** What they are called, by the code points of its characters. */
  | 'DISPLAY_NAME'
  /** Their names, by the code points of their characters. */
  | 'NAME'
  /** When they were made. */
  | 'CREATED_AT'
  /** When they changed last: `updatedAt`. */
  | 'UPDATED_AT';

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

/** A condition on a tag. */
export type TagCondition = {
  /** The key of the tag. */
  readonly key: string;
  /** How its value is compared. */
  readonly operator?: TagOperator;
  /** What it is compared with: the value, or a pattern of LIKE and ILIKE. Of no use to the operators IS_… */
  readonly value?: string | null | undefined;
};

/** Which models to list: those that meet all of it. */
export type ModelFilter = {
  /** Of this namespace, and of none below it: `fraud`; empty is of none. */
  readonly namespace?: string | null | undefined;
  /** Called so now. */
  readonly displayName?: string | null | undefined;
  /** Called like this pattern now: `%` is any text and `_` any character; case counts. */
  readonly displayNameLike?: string | null | undefined;
  /** The same where case does not count. */
  readonly displayNameILike?: string | null | undefined;
  /** Conditions on its tags, at most 100. */
  readonly tags?: ReadonlyArray<TagCondition>;
  /** Whether it is archived. */
  readonly archived?: ArchivedFilter;
};

/** By what to list models, and from which end. */
export type ModelOrder = {
  /** By what. */
  readonly field: ModelOrderField;
  /** Which end comes first. */
  readonly direction?: OrderDirection;
};

export type ModelsQueryVariables = Exact<{
  filter?: ModelFilter | null | undefined;
  orderBy?: ReadonlyArray<ModelOrder> | ModelOrder | null | undefined;
  after?: string | null | undefined;
  asOf?: string | null | undefined;
}>;


export type ModelsQuery = { readonly models: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly displayName: string, readonly owners: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string, readonly archivedAt: string | null, readonly aliases: ReadonlyArray<{ readonly name: string, readonly modelVersion: { readonly ref: string, readonly version: string } }>, readonly latest: { readonly ref: string, readonly version: string, readonly status: ModelVersionStatus } | null, readonly versions: { readonly totalCount: number } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

/** Models, as it is sent. */
export const ModelsDocument: Document<ModelsQuery, ModelsQueryVariables> = {
  name: 'Models',
  hash: '87103bfd3658f2678b964bab14058c593171019aea862a8553b5b2d5f091d913',
  text: `query Models(\$filter: ModelFilter, \$orderBy: [ModelOrder!], \$after: String, \$asOf: DateTime) {
  models(first: 50, filter: \$filter, orderBy: \$orderBy, after: \$after) {
    totalCount
    nodes {
      id
      name
      displayName(asOf: \$asOf)
      owners(asOf: \$asOf)
      createdAt
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
