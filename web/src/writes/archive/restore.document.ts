// Written by npm run documents of restore.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type RestoreModelInput = {
  readonly model: string;
  readonly reason?: string | null | undefined;
};

export type RestoreMutationVariables = Exact<{
  input: RestoreModelInput;
}>;


export type RestoreMutation = { readonly restoreModel: { readonly model: { readonly name: string } } };

/** Restore, as it is sent. */
export const RestoreDocument: Document<RestoreMutation, RestoreMutationVariables> = {
  name: 'Restore',
  hash: '1300687e0fb012e02a3b5d57fc10b79b798ed9aee1ef86a013e38589e2f22033',
  text: `mutation Restore(\$input: RestoreModelInput!) {
  restoreModel(input: \$input) {
    model {
      name
    }
  }
}`,
};
