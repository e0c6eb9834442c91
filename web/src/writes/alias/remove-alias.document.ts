// Written by npm run documents of remove-alias.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type RemoveAliasInput = {
  readonly model: string;
  readonly alias: string;
  readonly expected?: string | null | undefined;
  readonly movedElsewhereAt?: string | null | undefined;
  readonly reason?: string | null | undefined;
};

export type RemoveAliasMutationVariables = Exact<{
  input: RemoveAliasInput;
}>;


export type RemoveAliasMutation = { readonly removeAlias: { readonly previous: { readonly ref: string } } };

/** RemoveAlias, as it is sent. */
export const RemoveAliasDocument: Document<RemoveAliasMutation, RemoveAliasMutationVariables> = {
  name: 'RemoveAlias',
  hash: '2c4f92ac5a7075c32b569ec592f684d3fd9c2ffe147544d00bf9cd62b8d033a5',
  text: `mutation RemoveAlias(\$input: RemoveAliasInput!) {
  removeAlias(input: \$input) {
    previous {
      ref
    }
  }
}`,
};
