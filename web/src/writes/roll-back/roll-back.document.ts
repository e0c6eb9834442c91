// Written by npm run documents of roll-back.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type RollbackInput = {
  readonly model: string;
  readonly alias: string;
  readonly to?: string | null | undefined;
  readonly expected?: string | null | undefined;
  readonly reason: string;
};

export type RollBackMutationVariables = Exact<{
  input: RollbackInput;
}>;


export type RollBackMutation = { readonly rollback: { readonly from: { readonly ref: string }, readonly to: { readonly ref: string }, readonly deployments: ReadonlyArray<{ readonly id: string, readonly target: string }> } };

/** RollBack, as it is sent. */
export const RollBackDocument: Document<RollBackMutation, RollBackMutationVariables> = {
  name: 'RollBack',
  hash: '2d9b31ec351f5b57404b5181bf857ba78d7473911c15f4d537abb79833efe60f',
  text: `mutation RollBack(\$input: RollbackInput!) {
  rollback(input: \$input) {
    from {
      ref
    }
    to {
      ref
    }
    deployments {
      id
      target
    }
  }
}`,
};
