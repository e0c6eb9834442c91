// Written by npm run documents of downstream-look.graphql.
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

export type DownstreamLookQueryVariables = Exact<{
  input: QuarantineDownstreamInput;
}>;


export type DownstreamLookQuery = { readonly previewQuarantineDownstream: { readonly quarantined: ReadonlyArray<{ readonly ref: string } | null>, readonly unchanged: ReadonlyArray<{ readonly ref: string } | null> } };

/** DownstreamLook, as it is sent. */
export const DownstreamLookDocument: Document<DownstreamLookQuery, DownstreamLookQueryVariables> = {
  name: 'DownstreamLook',
  hash: '42eaae7cc9afc444411d17d6e7b70c5388c37aef2fd9b0ff4f642e1e32275e79',
  text: `query DownstreamLook(\$input: QuarantineDownstreamInput!) {
  previewQuarantineDownstream(input: \$input) {
    quarantined {
      ref
    }
    unchanged {
      ref
    }
  }
}`,
};
