// Written by npm run documents of set-alias.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type SetAliasInput = {
  readonly model: string;
  readonly alias: string;
  readonly version: string;
  readonly expected?: string | null | undefined;
  readonly movedElsewhereAt?: string | null | undefined;
  readonly reason?: string | null | undefined;
};

export type SetAliasMutationVariables = Exact<{
  input: SetAliasInput;
}>;


export type SetAliasMutation = { readonly setAlias: { readonly alias: { readonly name: string, readonly modelVersion: { readonly ref: string } } } };

/** SetAlias, as it is sent. */
export const SetAliasDocument: Document<SetAliasMutation, SetAliasMutationVariables> = {
  name: 'SetAlias',
  hash: 'd28854138e1178b6b5582e5e5e2a8bbc09b247a3ba22d5622fab7889ba661483',
  text: `mutation SetAlias(\$input: SetAliasInput!) {
  setAlias(input: \$input) {
    alias {
      name
      modelVersion {
        ref
      }
    }
  }
}`,
};
