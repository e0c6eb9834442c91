// Written by npm run documents of quarantine-downstream.graphql.
import type { Document } from '../../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type LineageKind =
  | 'MODEL_VERSION'
  | 'DATASET_VERSION'
  | 'COLUMN'
  | 'ENVIRONMENT_VERSION'
  | 'RUN'
  | 'LOGGED_MODEL'
  | 'DEPLOYMENT';

export type QuarantineDownstreamInput = {
  readonly of: string;
  readonly kind?: LineageKind | null | undefined;
  readonly reason: string;
};

export type QuarantineDownstreamMutationVariables = Exact<{
  input: QuarantineDownstreamInput;
}>;


export type QuarantineDownstreamMutation = { readonly quarantineDownstream: { readonly quarantined: ReadonlyArray<{ readonly ref: string } | null>, readonly unchanged: ReadonlyArray<{ readonly ref: string } | null> } };

/** QuarantineDownstream, as it is sent. */
export const QuarantineDownstreamDocument: Document<QuarantineDownstreamMutation, QuarantineDownstreamMutationVariables> = {
  name: 'QuarantineDownstream',
  hash: '834b0e9e0d7eab250fa8bfa81f1e93941589c66b26cf3e0be754546c044ef6bd',
  text: `mutation QuarantineDownstream(\$input: QuarantineDownstreamInput!) {
  quarantineDownstream(input: \$input) {
    quarantined {
      ref
    }
    unchanged {
      ref
    }
  }
}`,
};
